import * as Schema from "effect/Schema"
import { createThing, of, text } from "./Client.ts"

export const client = of(
  createThing({ tags: Schema.UniqueArray(text("a")).annotate({ examples: [["a", "b"]] }) }),
  "uniqueItems: true, ",
  "",
  "createThing, request body tags: package: unique items; specification: any list"
)
