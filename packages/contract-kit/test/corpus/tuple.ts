import * as Schema from "effect/Schema"
import { getThing, number, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ at: Schema.Tuple([number(1.5), number(2.5)]) })),
  "prefixItems: [{ type: number }, { type: number }]",
  "prefixItems: [{ type: number }, { type: string }]",
  "getThing 200, response body at[]: package: number; specification: number or string"
)
