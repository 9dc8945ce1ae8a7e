import * as Schema from "effect/Schema"
import { listThings, of, text } from "./Client.ts"

export const client = of(
  listThings({ name: Schema.optional(text("Anvil")) }),
  "name: name, in: query",
  "name: title, in: query",
  "listThings, query name: package: an optional parameter; specification: no such parameter"
)
