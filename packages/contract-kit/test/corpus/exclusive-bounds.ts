import * as Schema from "effect/Schema"
import { getThing, number, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ share: number(0.5).check(Schema.isGreaterThan(0), Schema.isLessThan(1)) })),
  "exclusiveMaximum: 1",
  "exclusiveMaximum: 2",
  "getThing 200, response body share: package: "
)
