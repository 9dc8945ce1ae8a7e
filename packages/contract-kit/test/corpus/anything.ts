import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ data: Schema.Unknown })),
  "required: [data], ",
  "",
  "getThing 200, response body data: package: anything, required; specification: anything, optional"
)
