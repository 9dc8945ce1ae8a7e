import * as Schema from "effect/Schema"
import { createThing, number, of } from "./Client.ts"

export const client = of(
  createThing(
    { price: number(19.99).check(Schema.isMultipleOf(0.01)) },
    Schema.Struct({ price: number(19.99).check(Schema.isMultipleOf(0.01)) })
  ),
  "multipleOf: 0.01",
  "multipleOf: 0.25",
  "createThing, request body price: package: "
)
