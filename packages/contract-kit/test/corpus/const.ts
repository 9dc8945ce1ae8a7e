import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ kind: Schema.Literal("thing") })),
  "const: thing",
  "enum: [thing, part]",
  'getThing 200, response body kind: package: one of "thing"; specification: one of "part", "thing"'
)
