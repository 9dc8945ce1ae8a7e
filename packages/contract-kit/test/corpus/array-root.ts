import * as Schema from "effect/Schema"
import { getThing, int, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Array(int(1))),
  "items: { type: integer }",
  "items: { type: string }",
  "getThing 200, response body []: package: integer; specification: string"
)
