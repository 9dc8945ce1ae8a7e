/** The calls on prospects. */
import { mayUse, ofCampaign, ofProspect } from "./access.ts"
import { identifier } from "./identifier.ts"
import * as index from "./prospectIndex.ts"
import { answer, done, refused } from "./responses.ts"
import type { Prospect, SalesBlinkCall } from "./State.ts"
import * as tasks from "./tasks.ts"

const shown = ({ fields, prospectID }: Prospect) => ({ prospectID, ...fields })

/** In lower case. The API reference writes the field's name both ways: Email to add, email to update. */
const email = ({ fields }: Pick<Prospect, "fields">): string | undefined => {
  const [, value] = Object.entries(fields).find(([name]) => name.toLowerCase() === "email") ?? []
  return typeof value === "string" ? value.trim().toLowerCase() : undefined
}

/** Guess: matches the whole address in any case, and returns a list, since a person can be in several campaigns. */
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
  // Guess: a campaign contacts an address once. The API reference has no status for a second addition; its envelope can
  // refuse it.
  if (address !== undefined && index.ofCampaign(call.state, campaignID).some((_) => email(_) === address)) {
    return refused(`The campaign has a prospect with the email ${address} already.`)
  }
  // Guess: SalesBlink assigns the id, whatever a field of that name contains.
  const fields = Object.fromEntries(Object.entries(data).filter(([name]) => name !== "prospectID"))
  const prospect = { prospectID: identifier(call), campaignID, fields, unsubscribed: false, replied: false }
  index.add(call.state, prospect)
  tasks.plan(call, campaign, prospect)
  return done
})

/** Guess: names that differ only in case are the same field, a new name creates a field, and null clears one. */
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
