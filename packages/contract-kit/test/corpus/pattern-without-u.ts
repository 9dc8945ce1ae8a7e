import * as Schema from "effect/Schema"
import { getThing, of } from "./Client.ts"

export const client = of(
  getThing(
    Schema.Struct({ code: Schema.String.check(Schema.isPattern(/^[a-z0-9_-]+$/)).annotate({ examples: ["abc-1"] }) })
  ),
  'pattern: "^[a-z0-9\\\\-\\\\_]+$", example: abc-1',
  'pattern: "^[A-Z0-9\\\\-\\\\_]+$", example: ABC-1',
  "getThing 200, response body code: package: "
)
