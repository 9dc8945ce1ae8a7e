/** Legacy: the recipients of campaigns. */
import * as Schema from "effect/Schema"
import { LegacyResponse, envelope, list as listOf, oneOrList, open } from "../LegacyEnvelope.ts"
import { CampaignID, ProspectID } from "../Ids.ts"
import { get as read, type InputOf, post } from "../LegacyOperation.ts"

/**
 * A prospect. None of its fields are documented. `prospectID` has the spelling of requests, the others are the fields
 * of {@link add}, and further fields are kept.
 */
export class Prospect extends Schema.Opaque<Prospect>()(open({ prospectID: Schema.optional(ProspectID) })) {}

/** A field that may be missing or null. The API reference does not mention null. */
const text = (example: string) => Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: [example] })))

/**
 * The fields of a new prospect: those in the example of the API reference, and any others. The texts of the campaign
 * can use them as macros.
 */
export class ProspectFields extends Schema.Opaque<ProspectFields>()(
  Schema.StructWithRest(
    Schema.Struct({
      "First Name": text("Jane"),
      "Last Name": text("Roe"),
      Email: text("jane.roe@example.com"),
      Company: text("Example Ltd")
    }),
    [Schema.Record(Schema.String, Schema.UndefinedOr(Schema.Json))]
  ).annotate({
    examples: [
      {
        "First Name": "Jane",
        "Last Name": "Roe",
        Email: "jane.roe@example.com",
        Company: "Example Ltd",
        "Example Key": "Any Value",
        "Extra Key": "Any Value"
      }
    ]
  })
) {}

/**
 * Prospects with this email address. `data` is empty or missing if there is none.
 *
 * The path of this call is garbled in the API reference; its public source has `/api/prospect?term=`. API reference:
 * "Search Prospect".
 */
export const search = read<SearchInput>()("/api/prospect", {
  id: "searchProspect",
  source: "Search Prospect",
  query: { term: Schema.NonEmptyString.annotate({ examples: ["jane.roe@example.com"] }) },
  success: envelope(listOf(Prospect)),
  provenance: "public"
})
export interface SearchInput extends InputOf<typeof search> {}

/** The prospects of a campaign, all at once: there is no paging. API reference: "List Prospects". */
export const listByCampaign = read<ListByCampaignInput>()("/api/prospects/{campaignID}", {
  id: "listProspects",
  source: "List Prospects",
  path: { campaignID: CampaignID },
  success: envelope(listOf(Prospect))
})
export interface ListByCampaignInput extends InputOf<typeof listByCampaign> {}

/** One prospect. API reference: "Get Prospect". */
export const get = read<GetInput>()("/api/prospect/{prospectID}", {
  id: "getProspect",
  source: "Get Prospect",
  path: { prospectID: ProspectID },
  success: envelope(oneOrList(Prospect))
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Adds a prospect to a campaign. Unsafe: sending it twice may add two; the API reference does not say. API reference:
 * "Add Prospect".
 */
export const add = post<AddInput>()("/api/prospect-add", {
  id: "addProspect",
  source: "Add Prospect",
  body: { campaignID: CampaignID, data: ProspectFields },
  success: LegacyResponse,
  safety: "unsafe"
})
export interface AddInput extends InputOf<typeof add> {}

/** Changes one field of a prospect. Idempotent: it sets a value. API reference: "Update Prospect". */
export const update = post<UpdateInput>()("/api/prospect", {
  id: "updateProspect",
  source: "Update Prospect",
  body: {
    prospectID: ProspectID,
    key: Schema.NonEmptyString.annotate({ examples: ["email"] }),
    /** Null clears the field. The API reference does not mention null. */
    value: Schema.NullOr(Schema.String.annotate({ examples: ["jane.doe@example.com"] }))
  },
  success: LegacyResponse,
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * Unsubscribes a prospect and deletes its planned email, LinkedIn and call tasks. Idempotent: it sets a state. API
 * reference: "Unsubscribe Prospect".
 */
export const unsubscribe = post<UnsubscribeInput>()("/api/prospect-unsubscribe", {
  id: "unsubscribeProspect",
  source: "Unsubscribe Prospect",
  body: { prospectID: ProspectID },
  success: LegacyResponse,
  safety: "idempotent"
})
export interface UnsubscribeInput extends InputOf<typeof unsubscribe> {}
