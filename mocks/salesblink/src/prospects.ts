/** The calls on prospects. */
import { mayUse, ofCampaign, ofProspect } from "./access.ts"
import { identifier } from "./identifier.ts"
import * as index from "./prospectIndex.ts"
import { answer, done, refused } from "./replies.ts"
import type { Prospect, SalesBlinkCall } from "./State.ts"
import * as tasks from "./tasks.ts"

const shown = ({ fields, prospectID }: Prospect) => ({ prospectID, ...fields })

/** In small letters. The document writes the field's name both ways: Email to add, email to update. */
const email = ({ fields }: Pick<Prospect, "fields">): string | undefined => {
  const [, value] = Object.entries(fields).find(([name]) => name.toLowerCase() === "email") ?? []
  return typeof value === "string" ? value.trim().toLowerCase() : undefined
}

/** Guess: the whole address, capitals do not matter, and a list, since a person can be in several campaigns. */
export const searchProspect = (call: SalesBlinkCall) => {
  const term = (call.query["term"] as string).trim().toLowerCase()
  return answer(
    Object.values(call.state.prospects)
      .filter((prospect) => email(prospect) === term && mayUse(call, call.state.campaigns[prospect.campaignID]!))
      .map(shown)
  )
}

export const listProspects = ofCampaign(({ state }, { campaignID }) =>
  answer(index.ofCampaign(state, campaignID).map(shown))
)

export const getProspect = ofProspect((_, prospect) => answer(shown(prospect)))

export const addProspect = ofCampaign((call, campaign) => {
  const { data } = call.body as { readonly data: Prospect["fields"] }
  const { campaignID } = campaign
  const address = email({ fields: data })
  // Guess: a campaign writes to an address once. The document knows no status for it, and its envelope can say no.
  if (address !== undefined && index.ofCampaign(call.state, campaignID).some((_) => email(_) === address)) {
    return refused(`The campaign has a prospect with the email ${address} already.`)
  }
  // Guess: the id is SalesBlink's, whatever a field of that name says.
  const fields = Object.fromEntries(Object.entries(data).filter(([name]) => name !== "prospectID"))
  const prospect = { prospectID: identifier(call), campaignID, fields, unsubscribed: false, replied: false }
  index.add(call.state, prospect)
  tasks.plan(call, campaign, prospect)
  return done
})

/** Guess: a name that differs in capitals only is the same field; a new name makes a new field; null clears one. */
export const updateProspect = ofProspect(({ body: { key, value } }, prospect) => {
  if (key === "prospectID") return refused("The prospectID cannot be changed.")
  const names = Object.keys(prospect.fields)
  const name = names.includes(key) ? key : (names.find((_) => _.toLowerCase() === key.toLowerCase()) ?? key)
  const { [name]: _, ...others } = prospect.fields
  prospect.fields = value === null ? others : { ...prospect.fields, [name]: value }
  return done
})

export const unsubscribeProspect = ofProspect(({ state }, prospect) => {
  prospect.unsubscribed = true
  tasks.deleteUpcoming(state, prospect)
  return done
})
