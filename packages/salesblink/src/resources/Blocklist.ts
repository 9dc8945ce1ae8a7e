/** Addresses and domains that receive no emails. */
import * as Schema from "effect/Schema"
import { response, Success } from "../Response.ts"
import { BadRequest, NotFound } from "../Errors.ts"
import { EntryId } from "../Ids.ts"
import { del, get, type InputOf, post } from "../Operation.ts"
import * as Page from "../Page.ts"

/** Entries of the blocklist. SalesBlink does not document their form. */
const entries = response(Schema.Unknown)

/** A page of the entries. API reference: "Get Blocklist". */
export const list = get<ListInput>()("/api/public/v1.0.0/unsubscribe", {
  id: "getBlocklist",
  source: "Get Blocklist",
  query: {
    /** The maximum number of entries. Default: 50. */
    limit: Page.limit(50),
    skip: Page.skip,
    /** A part of the entry. */
    search: Page.text("example.com"),
    type: Schema.optional(Schema.Literals(["email", "domain"]))
  },
  success: entries
})
export interface ListInput extends InputOf<typeof list> {}

/** Addresses or domains. */
const body = {
  emails: Schema.Array(Schema.NonEmptyString.annotate({ examples: ["jane.roe@example.com"] })).check(
    Schema.isMinLength(1)
  )
}

/** Adds addresses and domains. Idempotent: an entry exists once. API reference: "Add to Blocklist". */
export const add = post<AddInput>()("/api/public/v1.0.0/unsubscribe", {
  id: "addToBlocklist",
  source: "Add to Blocklist",
  body,
  success: Success,
  errors: [BadRequest],
  safety: "idempotent"
})
export interface AddInput extends InputOf<typeof add> {}

/** Removes every entry. API reference: "Delete All Blocklist Entries". */
export const clear = del("/api/public/v1.0.0/unsubscribe", {
  id: "deleteAllBlocklist",
  source: "Delete All Blocklist Entries",
  success: Success
})

/** Removes addresses and domains. API reference: "Remove from Blocklist". */
export const remove = post<RemoveInput>()("/api/public/v1.0.0/unsubscribe/remove", {
  id: "removeFromBlocklist",
  source: "Remove from Blocklist",
  body,
  success: Success,
  errors: [BadRequest],
  safety: "idempotent"
})
export interface RemoveInput extends InputOf<typeof remove> {}

/** Whether an address is on the blocklist. API reference: "Check Blocklist". */
export const check = get<CheckInput>()("/api/public/v1.0.0/unsubscribe/check", {
  id: "checkBlocklist",
  source: "Check Blocklist",
  query: { email: Schema.NonEmptyString.annotate({ examples: ["jane.roe@example.com"] }) },
  success: entries,
  errors: [BadRequest]
})
export interface CheckInput extends InputOf<typeof check> {}

/** Removes one entry. API reference: "Delete Blocklist Entry by ID". */
export const removeEntry = del<RemoveEntryInput>()("/api/public/v1.0.0/unsubscribe/{id}", {
  id: "deleteBlocklistEntry",
  source: "Delete Blocklist Entry by ID",
  path: { id: EntryId },
  success: Success,
  errors: [NotFound]
})
export interface RemoveEntryInput extends InputOf<typeof removeEntry> {}
