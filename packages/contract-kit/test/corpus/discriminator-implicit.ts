import * as Schema from "effect/Schema"
import { getThing, int, of, text } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Union([
      Schema.Struct({ kind: Schema.Literal("Cat"), lives: int(9) }),
      Schema.Struct({ kind: Schema.Literal("Dog"), tricks: Schema.Array(text("sit")) })
    ])
  ),
  "lives: { type: integer }",
  "lives: { type: string }",
  "getThing 200, response body lives: package: integer, optional; specification: string, optional"
)
