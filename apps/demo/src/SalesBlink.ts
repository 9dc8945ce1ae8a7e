/**
 * SalesBlink: contacts become leads of a list in version 1.0.0 of its API, or prospects of a campaign in the legacy API.
 *
 * Neither documents what happens if a person is added twice, so nobody is. No response shows who unsubscribed.
 */
import { Campaigns, definition, Leads, LeadId, ListId, Prospects, SalesBlink } from "@salesbridge/salesblink"
import { Effect, Result, Stream } from "effect"
import { type Call, type Destination, forAll, given, some } from "./Destination.ts"
import { keyOf } from "./EmailAddress.ts"
import { keyIn, knownByAddress } from "./VendorAddress.ts"
import { integrate } from "./VendorIntegration.ts"

const [api, list, campaign] = ["salesblink", "salesblink-list", "salesblink-campaign"] as const

/** A person at SalesBlink, with the id that unsubscribing needs. A response may lack both. */
interface Known {
  readonly email?: string | null | undefined
  readonly id?: string | null | undefined
}

/** One of the two APIs, with the list or campaign that contacts are added to. */
interface Api {
  readonly into: string
  /** Identifies it in the journal. */
  readonly target: string
  /** What a contact becomes: `lead`. */
  readonly one: string
  /** The people in it. */
  readonly members: Call<ReadonlyArray<Known>, SalesBlink>
  readonly add: (fields: Readonly<Record<string, string>>) => Call<unknown, SalesBlink>
  /** Whether this person is in it, after an addition with an unclear result. */
  readonly isIn: (email: string) => Call<boolean, SalesBlink>
  /** Finds a person elsewhere, where unsubscribing those who are `listed` is not enough. */
  readonly lookUp: (email: string, listed: ReadonlyArray<Known>) => Call<ReadonlyArray<Known>, SalesBlink>
  readonly unsubscribe: (id: string) => Call<unknown, SalesBlink>
}

const named: Readonly<Record<string, string>> = { Company: "company_name" }

/** Turns columns into the fields of a lead, in snake_case: `First Name` becomes first_name. */
const leadOf = ({ Email, ...columns }: Readonly<Record<string, string>>): Leads.NewLead => {
  const lead: Record<string, string> = {}
  // `email` is set below, and `starred` is not text.
  const taken = new Set(["email", "starred"])
  for (const [column, value] of Object.entries(columns)) {
    const words = column.toLowerCase().match(/[a-z\d]+/g) ?? []
    const name = named[column] ?? (/^[a-z]/.test(words[0] ?? "") ? words : ["field", ...words]).join("_")
    let free = name
    for (let count = 2; taken.has(free); count++) free = `${name}_${count}`
    taken.add(free)
    lead[free] = value
  }
  return { ...lead, email: Email! }
}

const v1 = (id: string): Api => {
  const listed = { id: ListId.make(id) }
  return {
    into: `list ${id}`,
    target: `list ${id}`,
    one: "lead",
    members: Leads.stream(listed).pipe(
      Stream.map(({ email, id }) => ({ email, id })),
      Stream.runCollect
    ),
    // A look-up can be too early to find a lead that was just added. Then the lead is sent again.
    add: (fields) => Leads.add({ list_id: listed.id, contacts: [leadOf(fields)], remove_duplicates: true }),
    isIn: (email) =>
      Effect.map(Leads.list({ ...listed, search: email, limit: 100 }), ({ data }) =>
        (data?.contacts ?? []).some((lead) => keyIn(lead.email ?? "") === keyOf(email))
      ),
    // A lead is unsubscribed from everything.
    lookUp: (email, listed) =>
      listed.length > 0
        ? Effect.succeed([])
        : Leads.activityByEmail({ email, limit: 1 }).pipe(
            Effect.map(({ lead }) => [{ id: lead?.id }]),
            Effect.catchTag("NotFound", () => Effect.succeed([]))
          ),
    unsubscribe: (id) => Leads.unsubscribe({ id: LeadId.make(id) })
  }
}

const isEmail = (field: string) => /^e-?mail([ _-]?address)?$/i.test(field)

/** The spelling of the address's field is not documented, so any will do. */
const knownOf = (prospect: Prospects.Prospect): Known => ({
  email: Object.entries(prospect).find(([field, value]) => isEmail(field) && typeof value === "string")?.[1] as string,
  id: prospect.prospectID
})

/**
 * The prospects with this address, in any campaign. A prospect with another address is ignored; one without an address
 * counts, since the search was for this address.
 */
const prospectsWith = (address: string) =>
  Prospects.search({ term: address }).pipe(
    Effect.map(({ data }) =>
      (data ?? []).map(knownOf).filter(({ email }) => keyIn(email ?? address) === keyOf(address))
    ),
    Effect.catchTag("NotFound", () => Effect.succeed([]))
  )

const prospectsOf = (campaignID: string) =>
  Effect.map(Prospects.listByCampaign({ campaignID }), ({ data }) => (data ?? []).map(knownOf))

/**
 * Whether the campaign has this address. Its list may be late, and a search does not tell the campaign, so a prospect
 * that is in no other campaign's list counts.
 */
const isProspectOf = (campaignID: string) =>
  Effect.fnUntraced(function* (address: string) {
    const listed = yield* prospectsOf(campaignID)
    if (listed.some(({ email }) => keyIn(email ?? "") === keyOf(address))) return true
    const found = yield* prospectsWith(address)
    if (found.length === 0) return false
    const campaigns = (yield* Campaigns.list()).data ?? []
    const others = campaigns.flatMap((other) => (other.campaignID === campaignID ? [] : (other.campaignID ?? [])))
    const elsewhere = new Set((yield* Effect.forEach(others, prospectsOf)).flat().map(({ id }) => id))
    return found.some(({ id }) => id === undefined || !elsewhere.has(id))
  })

const legacy = (campaignID: string): Api => ({
  into: `campaign ${campaignID}`,
  target: campaignID,
  one: "prospect",
  members: prospectsOf(campaignID),
  add: (data) => Prospects.add({ campaignID, data }),
  isIn: isProspectOf(campaignID),
  lookUp: prospectsWith,
  unsubscribe: (prospectID) => Prospects.unsubscribe({ prospectID })
})

export const integration = integrate<Destination, SalesBlink>({
  definition,
  layer: SalesBlink.layerConfigWith,
  name: "SalesBlink",
  settings: [
    {
      flag: api,
      metavar: "v1|legacy",
      description: "SalesBlink API (v1; with a campaign, legacy)",
      sample: "v1",
      usual: (given) => (given[campaign] === undefined ? "v1" : "legacy"),
      problem: (value) => (["v1", "legacy"].includes(value) ? undefined : "it must be v1 or legacy")
    },
    {
      flag: list,
      metavar: "ID",
      description: "SalesBlink list to add the contacts to",
      sample: "b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d02",
      only: { flag: api, value: "v1" }
    },
    {
      flag: campaign,
      metavar: "ID",
      description: "Legacy SalesBlink campaign for the contacts",
      sample: "5f0c1d7e9b3a4c2d8e6f7a10",
      only: { flag: api, value: "legacy" }
    }
  ],
  connect: ({ place, setting, using }) => {
    const { add, into, isIn, lookUp, members, one, target, unsubscribe } =
      setting(api) === "legacy" ? legacy(setting(campaign)) : v1(setting(list))
    const known = knownByAddress<Known>()
    return {
      into,
      target: `${place} ${target}`,
      step: "add",
      done: "added",
      delivers: (count) => `add ${some(count, one)}`,
      suppresses: ({ length }) => `unsubscribe ${some(length, one)}`,
      members: using(
        Effect.map(members, (people) => {
          known.clear()
          return people.map((person) => {
            const emails = given(person.email)
            known.add(emails, person.id, person)
            return { emails }
          })
        })
      ),
      membersAreDone: true,
      prepare: ({ email, fields }) =>
        Effect.succeed({
          send: using(add(fields)),
          find: using(Effect.map(isIn(email), (is) => (is ? {} : undefined))),
          findFirst: false
        }),
      suppression: Effect.fnUntraced(function* ({ email }) {
        const listed = [...known.with(email).values()]
        const lookedUp = yield* Effect.result(using(lookUp(email, listed)))
        const found = [...listed, ...Result.getOrElse(lookedUp, () => [])]
        if (found.length === 0) return yield* Effect.as(Effect.fromResult(lookedUp), undefined)
        const ids = new Set(found.flatMap(({ id }) => id ?? []))
        if (ids.size === 0) {
          return { _tag: "Impossible", reason: `the response of SalesBlink has no id for this ${one}` }
        }
        return { _tag: "ToDo", run: using(forAll(ids, unsubscribe, lookedUp)) }
      })
    }
  }
})
