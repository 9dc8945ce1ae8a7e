/** Legacy: the people that campaigns write to. */
import * as Schema from "effect/Schema"
import { Answer, envelope, list as listOf, oneOrList, open } from "../Envelope.ts"
import { CampaignID, ProspectID } from "../Ids.ts"
import { get as read, type InputOf, post } from "../LegacyOperation.ts"

/**
 * A prospect. Nothing is documented of it: `prospectID` is the spelling of requests, the rest are the fields that
 * were given when it was added, and whatever else comes stays readable.
 */
export class Prospect extends Schema.Opaque<Prospect>()(open({ prospectID: Schema.optional(ProspectID) })) {}

/** A field that is left out, or empty as null: the document is silent on it. */
const text = (example: string) => Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: [example] })))

/**
 * The fields of a new prospect: those of the document's example, and any other. They serve as macros in the
 * campaign's texts.
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
 * Prospects with this e-mail address. `data` is empty or absent where there is none.
 *
 * The address of this call is mangled in the document; its public source has `/api/prospect?term=`. Document:
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

/** The prospects of a campaign, all at once: there is no paging. Document: "List Prospects". */
export const listByCampaign = read<ListByCampaignInput>()("/api/prospects/{campaignID}", {
  id: "listProspects",
  source: "List Prospects",
  path: { campaignID: CampaignID },
  success: envelope(listOf(Prospect))
})
export interface ListByCampaignInput extends InputOf<typeof listByCampaign> {}

/** One prospect. Document: "Get Prospect". */
export const get = read<GetInput>()("/api/prospect/{prospectID}", {
  id: "getProspect",
  source: "Get Prospect",
  path: { prospectID: ProspectID },
  success: envelope(oneOrList(Prospect))
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Adds a prospect to a campaign. Unsafe: sent twice it may add two, the document does not say. Document: "Add
 * Prospect".
 */
export const add = post<AddInput>()("/api/prospect-add", {
  id: "addProspect",
  source: "Add Prospect",
  body: { campaignID: CampaignID, data: ProspectFields },
  success: Answer,
  safety: "unsafe"
})
export interface AddInput extends InputOf<typeof add> {}

/** Changes one field of a prospect. Idempotent: it sets a value. Document: "Update Prospect". */
export const update = post<UpdateInput>()("/api/prospect", {
  id: "updateProspect",
  source: "Update Prospect",
  body: {
    prospectID: ProspectID,
    key: Schema.NonEmptyString.annotate({ examples: ["email"] }),
    /** Null clears the field: the document is silent on it. */
    value: Schema.NullOr(Schema.String.annotate({ examples: ["jane.doe@example.com"] }))
  },
  success: Answer,
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * Unsubscribes a prospect and deletes its upcoming e-mail, LinkedIn and call tasks. Idempotent: it sets a state.
 * Document: "Unsubscribe Prospect".
 */
export const unsubscribe = post<UnsubscribeInput>()("/api/prospect-unsubscribe", {
  id: "unsubscribeProspect",
  source: "Unsubscribe Prospect",
  body: { prospectID: ProspectID },
  success: Answer,
  safety: "idempotent"
})
export interface UnsubscribeInput extends InputOf<typeof unsubscribe> {}
