import * as Schema from "effect/Schema"
import { int, listThings, of } from "./Client.ts"

export const client = of(
  listThings({ "ids[]": Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
  '"ids[]"',
  '"ids"',
  "listThings, query ids[]: package: an optional parameter; specification: no such parameter"
)
