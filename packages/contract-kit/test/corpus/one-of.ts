import * as Schema from "effect/Schema"
import { getThing, of, text } from "./Client.ts"

export const client = of(
  getThing(Schema.Union([Schema.Struct({ email: text("a@example.com") }), Schema.Struct({ phone: text("1") })])),
  "properties: { phone: { type: string } }",
  "properties: { phone: { type: integer } }",
  "getThing 200, response body phone: package: string, optional; specification: integer, optional"
)
