/** The call that creates or updates a person. Bulk upserts use its schemas. */
import * as Schema from "effect/Schema"
import { PersonId } from "./Ids.ts"
import { type InputOf, post } from "./Operation.ts"
import { single } from "./Page.ts"
import { PersonUpsert, writable } from "./Person.ts"

/**
 * Updates the person with the same value of `upsert_key`, or creates one. Fails if several people match.
 *
 * Unsafe: without `upsert_key` every call creates a person, and a team may allow duplicates. With a key, a second call
 * would only repeat the first. API reference: "Upsert person".
 */
export const upsert = post<UpsertInput>()("/v2/person_upserts", {
  id: "upsertPerson",
  source: "Upsert person",
  body: {
    /**
     * The field that identifies the person; it must be given as well. `crm_id` needs `crm_id_type`. Default: none, and
     * the call creates a person.
     */
    upsert_key: Schema.optional(Schema.Literals(["id", "crm_id", "email_address"])),
    /** The person to update, for the key `id`. */
    id: Schema.optional(PersonId),
    ...writable
  },
  success: single(PersonUpsert),
  safety: "unsafe"
})
export interface UpsertInput extends InputOf<typeof upsert> {}
