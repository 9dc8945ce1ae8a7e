import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ note: Schema.NullOr(Schema.String), kind: Schema.NullOr(Schema.Literal("heavy")) })),
  "enum: [heavy, null]",
  "enum: [heavy, light, null]",
  'getThing 200, response body kind: package: one of "heavy"; specification: one of "heavy", "light"'
)
