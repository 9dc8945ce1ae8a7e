import * as Schema from "effect/Schema"
import { createThing, int, of } from "./Client.ts"

export const client = of(
  createThing(
    { count: Schema.Int.check(Schema.isInt32()).annotate({ examples: [1] }) },
    Schema.Struct({
      count: Schema.Int.check(Schema.isInt32()).annotate({ examples: [1] }),
      total: int(9007199254740991)
    })
  ),
  "count: { type: integer, format: int32 }, total",
  "count: { type: integer, format: int64 }, total",
  "createThing 200, response body count: package: a 32-bit integer; specification: any number"
)
