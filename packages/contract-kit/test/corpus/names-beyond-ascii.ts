import * as Schema from "effect/Schema"
import { getThing, of, text } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ größe: text("xl"), "first name": text("Ada") })),
  "größe: { type: string }",
  "größe: { type: integer }",
  'getThing 200, response body ["größe"]: package: string, required; specification: integer, required'
)
