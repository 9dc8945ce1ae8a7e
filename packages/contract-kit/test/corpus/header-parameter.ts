import * as Schema from "effect/Schema"
import { acme, int, of, text } from "./Client.ts"

export const client = of(
  acme.get("/things", {
    id: "listThings",
    source: "List things",
    headers: { "X-Team": Schema.optional(text("a")) },
    success: Schema.Array(int(7))
  }),
  "name: X-Team, in: header",
  "name: X-Crew, in: header",
  "listThings, header X-Team: package: an optional parameter; specification: no such parameter"
)
