/** The team's tags. */
import * as Schema from "effect/Schema"
import { string } from "../Field.ts"
import { TagId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, standard } from "../Page.ts"

/** A tag. People, accounts and cadences refer to it by `name`. */
export class Tag extends Schema.Opaque<Tag>()(Schema.Struct({ id: TagId, name: string("spring") })) {}

/** Tags that match all filters. API reference: "List tags". */
export const list = read<ListInput>()("/v2/tags", {
  id: "listTags",
  source: "List tags",
  query: {
    /** Text in the name. */
    search: Schema.optional(Schema.String),
    "ids[]": anyOf(TagId),
    ...standard("name")
  },
  success: listOf(Tag)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)
