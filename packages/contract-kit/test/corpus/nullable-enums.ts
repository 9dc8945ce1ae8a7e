import * as Schema from "effect/Schema"
import { getThing, of, Size } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ kind: Schema.NullOr(Schema.Literals(["heavy", "light"])), size: Schema.NullOr(Size) })),
  "size: { nullable: true, ",
  "size: { ",
  "getThing 200, response body size: package: null or string, required; specification: string, required"
)
