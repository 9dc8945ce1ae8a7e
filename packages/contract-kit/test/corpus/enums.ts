import * as Schema from "effect/Schema"
import { getThing, Level, of, Size } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ size: Size, level: Level })),
  "enum: [1, 2, 3]",
  "enum: [1, 2, 3, 4]",
  "getThing 200, response body level: package: one of 1, 2, 3; specification: one of 1, 2, 3, 4"
)
