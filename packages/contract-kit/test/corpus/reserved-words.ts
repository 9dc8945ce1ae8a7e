import * as Schema from "effect/Schema"
import { getThing, of, text } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Struct({
      class: text("a"),
      constructor: text("b"),
      default: Schema.Boolean,
      toString: Schema.optionalKey(text("c"))
    })
  ),
  "required: [class, constructor, default]",
  "required: [class, default]",
  "getThing 200, response body constructor: package: string, required; specification: string, optional"
)
