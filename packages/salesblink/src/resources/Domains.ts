/** Custom domains for links, and a search for domains to buy. */
import * as Schema from "effect/Schema"
import { response } from "../Response.ts"
import { BadRequest } from "../Errors.ts"
import { boolean, number, oneOf, string } from "../Field.ts"
import { get, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A domain of the workspace. */
export class Domain extends Schema.Opaque<Domain>()(
  Schema.Struct({
    _id: string("507f1f77bcf86cd799439021"),
    domain: string("track.example.com"),
    /** The owner's id. */
    uid: string("772e7879-cb1f-4cc6-9dae-50b3962d302a"),
    owned_by: string("ida.lindqvist@example.com")
  })
) {}

/** Every domain of the workspace. API reference: "Get Custom Domains". */
export const list = get<ListInput>()("/api/public/v1.0.0/domains", {
  id: "getCustomDomains",
  source: "Get Custom Domains",
  query: Page.ownedBy,
  success: response(Schema.Array(Domain))
})
export interface ListInput extends InputOf<typeof list> {}

/** A domain that may be available to buy. */
export class FoundDomain extends Schema.Opaque<FoundDomain>()(
  Schema.Struct({
    domain: string("example.com"),
    price: number(12.5),
    status: oneOf("available", "unavailable"),
    google_workspace_available: boolean,
    ms365_workspace_available: boolean
  })
) {}

/** Domains under .com whose names contain the keyword. API reference: "Search Domains". */
export const search = get<SearchInput>()("/api/public/v1.0.0/domains/search", {
  id: "searchDomains",
  source: "Search Domains",
  query: { keyword: Schema.NonEmptyString.annotate({ examples: ["example"] }) },
  success: response(Schema.Array(FoundDomain)),
  errors: [BadRequest]
})
export interface SearchInput extends InputOf<typeof search> {}
