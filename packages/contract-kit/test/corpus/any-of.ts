import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ value: Schema.Union([Schema.String, Schema.Int]) })),
  ", { type: integer }]",
  ", { type: boolean }]",
  "getThing 200, response body value: package: integer or string, required; specification: boolean or string, required"
)
