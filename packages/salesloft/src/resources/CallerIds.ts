/** The people with a phone number. */
import * as Schema from "effect/Schema"
import { reference, string } from "../Field.ts"
import { PersonId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { list as listOf } from "../Page.ts"

/** A person with this number. */
export class CallerId extends Schema.Opaque<CallerId>()(
  Schema.Struct({
    display_name: string("Jane Roe"),
    title: string("Head of Examples"),
    account_name: string("Example Ltd"),
    person: reference(PersonId, "people")
  })
) {}

/** Everyone with this number, all at once: there is no paging. API reference: "List caller IDs". */
export const list = read<ListInput>()("/v2/phone_numbers/caller_ids", {
  id: "listCallerIds",
  source: "List caller IDs",
  query: {
    /** In E.164: `+15550100`. */
    phone_number: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["+15550100"] })
  },
  success: listOf(CallerId)
})
export interface ListInput extends InputOf<typeof list> {}
