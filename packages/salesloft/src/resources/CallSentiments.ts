/** The sentiments of calls. */
import * as Schema from "effect/Schema"
import { instant, string } from "../Field.ts"
import { CallSentimentId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { list as listOf, paged, standard } from "../Page.ts"

/** A sentiment. Calls refer to it by `name`. */
export class CallSentiment extends Schema.Opaque<CallSentiment>()(
  Schema.Struct({
    id: CallSentimentId,
    created_at: instant,
    updated_at: instant,
    name: string("Interested")
  })
) {}

/** The sentiments of calls. API reference: "List call sentiments". */
export const list = read<ListInput>()("/v2/call_sentiments", {
  id: "listCallSentiments",
  source: "List call sentiments",
  query: {
    name: Schema.optional(Schema.String),
    ...standard("name", "updated_at")
  },
  success: listOf(CallSentiment)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)
