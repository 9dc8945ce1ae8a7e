import * as Schema from "effect/Schema"
import { getThing, ignoring } from "./Client.ts"

export const client = ignoring(
  getThing(
    Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^[a-z0-9]+$/)).annotate({ examples: ["abc1"] }) })
  ),
  "getThing 200, response body code: JavaScript has no pattern (?i)^[a-z0-9]+$, so it is not compared",
  {
    replace: "example: abc1",
    by: "example: abc_1",
    says: "getThing 200, response body code: package: "
  }
)
