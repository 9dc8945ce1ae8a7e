import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ custom: Schema.Record(Schema.String, Schema.String) })),
  "additionalProperties: { type: string }",
  "additionalProperties: { type: integer }",
  'getThing 200, response body custom["*"]: package: string; specification: integer'
)
