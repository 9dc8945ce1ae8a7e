import * as Schema from "effect/Schema"
import { int, listThings, of } from "./Client.ts"

export const client = of(
  listThings({ ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
  "name: ids, in: query, schema: { type: array, items: { type: integer } }",
  "name: ids, in: query, schema: { type: integer }",
  "listThings, query ids: package: a list; specification: one value"
)
