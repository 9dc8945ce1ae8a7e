import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Struct({
      note: Schema.NullOr(Schema.String),
      kind: Schema.NullOr(Schema.Literal("heavy")),
      owner: Schema.NullOr(Schema.String)
    })
  ),
  '{ type: "null" }, ',
  "",
  "getThing 200, response body owner: package: null or string, required; specification: string, required"
)
