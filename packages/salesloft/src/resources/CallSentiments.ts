/** How a call can go. */
import * as Schema from "effect/Schema"
import { instant, text } from "../Field.ts"
import { CallSentimentId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { list as listOf, paged, standard } from "../Page.ts"

/** A sentiment. Calls name it by its `name`. */
export class CallSentiment extends Schema.Opaque<CallSentiment>()(
  Schema.Struct({
    id: CallSentimentId,
    created_at: instant,
    updated_at: instant,
    name: text("Interested")
  })
) {}

/** The sentiments that calls can have. Document: "List call sentiments". */
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

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)
