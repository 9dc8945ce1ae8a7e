import * as Schema from "effect/Schema"
import { createThing, int, of, text } from "./Client.ts"

export const client = of(
  createThing(
    { name: Schema.String },
    Schema.Union([Schema.Struct({ id: int(7) }), Schema.Struct({ job: text("j-1") })])
  ),
  "job: { type: string }",
  "job: { type: integer }",
  "createThing 202, response body job: package: string, required; specification: integer, required"
)
