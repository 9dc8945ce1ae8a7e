import * as Schema from "effect/Schema"
import { getThing, int, of, text } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Union([
      Schema.Struct({ kind: Schema.Literal("cat"), lives: int(9) }),
      Schema.Struct({ kind: Schema.Literal("dog"), tricks: Schema.Array(text("sit")) })
    ])
  ),
  "enum: [dog]",
  "enum: [wolf]",
  'getThing 200, response body kind: package: one of "cat", "dog"; specification: one of "cat", "wolf"'
)
