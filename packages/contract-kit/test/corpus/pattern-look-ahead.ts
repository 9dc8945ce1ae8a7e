import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^[a-z0-9]+$/)).annotate({ examples: ["abc1"] }) })
  ),
  'pattern: "^(?=.*[0-9])[a-z0-9]{4,8}$", example: abc1',
  'pattern: "^(?=.*[0-9])[A-Z0-9]{4,8}$", example: ABC1',
  "getThing 200, response body code: package: "
)
