/** The call that creates or changes a person, by which bulk upserts go as well. */
import * as Schema from "effect/Schema"
import { PersonId } from "./Ids.ts"
import { type InputOf, post } from "./Operation.ts"
import { single } from "./Page.ts"
import { PersonUpsert, writable } from "./Person.ts"

/**
 * Changes the person that has the same value under `upsert_key`, or creates one. It fails where several have.
 *
 * Unsafe, though with `upsert_key` a second call would only repeat the first: without it every call creates, and a team
 * may allow duplicates. Document: "Upsert person".
 */
export const upsert = post<UpsertInput>()("/v2/person_upserts", {
  id: "upsertPerson",
  source: "Upsert person",
  body: {
    /** Which field to go by; it must be given as well. `crm_id` needs `crm_id_type`. Default: none, it creates. */
    upsert_key: Schema.optional(Schema.Literals(["id", "crm_id", "email_address"])),
    /** The person to change, for the key `id`. */
    id: Schema.optional(PersonId),
    ...writable
  },
  success: single(PersonUpsert),
  safety: "unsafe"
})
export interface UpsertInput extends InputOf<typeof upsert> {}
