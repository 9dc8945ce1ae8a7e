import * as Schema from "effect/Schema"
import { ignoring, listThings, text } from "./Client.ts"

export const client = ignoring(
  listThings({ filter: Schema.optional(text("{}")) }),
  "listThings, query filter: package: one value; specification: content of type application/json"
)
