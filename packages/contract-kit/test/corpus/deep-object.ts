import * as Schema from "effect/Schema"
import { listThings, of, text } from "./Client.ts"

export const client = of(
  listThings({
    ids: Schema.optional(Schema.Struct({ gte: Schema.optional(text("a")), lte: Schema.optional(text("b")) }))
  }),
  "style: deepObject",
  "style: form",
  "listThings, query ids: package: an object, as name[field]; specification: style form, explode true"
)
