import * as Schema from "effect/Schema"
import { getThing, int, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ id: int(7), ["__proto__"]: Schema.optionalKey(Schema.String) })),
  "__proto__: { type: string }",
  "__proto__: { type: integer }",
  "getThing 200, response body __proto__: package: string, optional; specification: integer, optional"
)
