import * as Schema from "effect/Schema"
import { getThing, int, of, text } from "./Client.ts"

const kind = Schema.Literals(["cat", "dog"])

export const client = of(
  getThing(
    Schema.Union([Schema.Struct({ kind, lives: int(9) }), Schema.Struct({ kind, tricks: Schema.Array(text("roll")) })])
  ),
  "properties: { lives: { type: integer } }",
  "properties: { lives: { type: string } }",
  "getThing 200, response body lives: package: "
)
