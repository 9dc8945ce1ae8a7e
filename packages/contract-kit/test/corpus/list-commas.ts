import * as Schema from "effect/Schema"
import { ignoring, int, listThings } from "./Client.ts"

export const client = ignoring(
  listThings({ ids: Schema.optional(Schema.Array(int(7)).annotate({ examples: [[7, 8]] })) }),
  "listThings, query ids: package: a list, as one parameter for each item; specification: style form, explode false"
)
