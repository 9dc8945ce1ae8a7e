import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^[a-z0-9]+$/)).annotate({ examples: ["abc1"] }) })
  ),
  '[a-z0-9]{3,7}$", examples: [abc1]',
  '[A-Z0-9]{3,7}$", examples: [ABC1]',
  "getThing 200, response body code: package: "
)
