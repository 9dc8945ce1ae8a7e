/**
 * SalesBlink: contacts become prospects of a campaign. It does not say what adding somebody twice does, so nobody is.
 *
 * It documents nothing of a prospect, so the address is looked for under any spelling of its name.
 */
import { definition, Prospects, SalesBlink } from "@salesbridge/salesblink"
import { Effect, Layer, Redacted } from "effect"
import { type Destination, some, type VendorKind } from "./Destination.ts"
import { keyOf } from "./EmailAddress.ts"

const campaign = "salesblink-campaign"

const isEmail = (field: string) => /^e-?mail([ _-]?address)?$/i.test(field)

/** The key of a prospect's address, where the answer has one. */
const keyOfProspect = (prospect: Prospects.Prospect): string | undefined => {
  const value = Object.entries(prospect).find(([field, value]) => isEmail(field) && typeof value === "string")?.[1]
  return value === undefined ? undefined : keyOf(value as string)
}

/**
 * The prospect with this address, in whichever campaign. An answer that names another address is not taken for it;
 * one that names none is, since the search was for this address.
 */
const byEmail = (email: string) =>
  Prospects.search({ term: email }).pipe(
    Effect.map(({ data }) => data?.find((prospect) => [undefined, keyOf(email)].includes(keyOfProspect(prospect)))),
    Effect.catchTag("NotFound", () => Effect.succeed(undefined))
  )

export const kind: VendorKind<Destination> = {
  vendor: definition.name,
  name: "SalesBlink",
  variables: ["SALESBLINK_API_KEY"],
  baseUrl: "SALESBLINK_BASE_URL",
  server: definition.servers.default,
  settings: [
    {
      flag: campaign,
      metavar: "ID",
      description: "SalesBlink campaign to add the contacts to",
      sample: "5f0c1d7e9b3a4c2d8e6f7a10"
    }
  ],
  connect: Effect.fnUntraced(function* ({ credentials, options, place, setting, url }) {
    const services = yield* Layer.build(
      credentials === "variables"
        ? Layer.orDie(SalesBlink.layerConfigWith(options))
        : SalesBlink.layer({ ...options, apiKey: Redacted.make("any-will-do"), baseUrl: url })
    )
    const campaignID = setting(campaign)
    /** By the keys of their addresses. */
    const prospects = new Map<string, Pick<Prospects.Prospect, "prospectID">>()
    return {
      vendor: definition.name,
      name: "SalesBlink",
      into: `campaign ${campaignID}`,
      target: `${place} ${campaignID}`,
      step: "add",
      done: "added",
      delivers: (count) => `add ${some(count, "prospect")}`,
      suppresses: ({ length }) => `unsubscribe ${some(length, "prospect")}`,
      members: Prospects.listByCampaign({ campaignID }).pipe(
        Effect.map(({ data }) => {
          for (const prospect of data ?? []) {
            const key = keyOfProspect(prospect)
            if (key !== undefined) prospects.set(key, { prospectID: prospect.prospectID })
          }
          return new Set(prospects.keys())
        }),
        Effect.provide(services)
      ),
      membersAreDone: true,
      prepare: ({ email, fields }) =>
        Effect.succeed({
          send: Effect.provide(Prospects.add({ campaignID, data: fields }), services),
          find: byEmail(email).pipe(
            Effect.map((found) => (found === undefined ? undefined : {})),
            Effect.provide(services)
          ),
          findFirst: false
        }),
      suppression: Effect.fnUntraced(function* ({ email }) {
        const found = prospects.get(keyOf(email)) ?? (yield* Effect.provide(byEmail(email), services))
        if (found === undefined) return undefined
        const { prospectID } = found
        // The answer's form is not documented, and the next call needs the id.
        if (prospectID === undefined) return { _tag: "Impossible", reason: "SalesBlink shows no prospectID for it" }
        return { _tag: "ToDo", run: Effect.provide(Prospects.unsubscribe({ prospectID }), services) }
      })
    } satisfies Destination
  })
}
