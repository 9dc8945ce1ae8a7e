/** The dispositions of calls. */
import * as Schema from "effect/Schema"
import { instant, string } from "../Field.ts"
import { CallDispositionId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { list as listOf, paged, standard } from "../Page.ts"

/** A disposition. Calls refer to it by `name`. */
export class CallDisposition extends Schema.Opaque<CallDisposition>()(
  Schema.Struct({
    id: CallDispositionId,
    created_at: instant,
    updated_at: instant,
    crm_value: string("Connected"),
    name: string("Connected")
  })
) {}

/** The dispositions of calls. API reference: "List call dispositions". */
export const list = read<ListInput>()("/v2/call_dispositions", {
  id: "listCallDispositions",
  source: "List call dispositions",
  query: {
    ...standard("name", "updated_at")
  },
  success: listOf(CallDisposition)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)
