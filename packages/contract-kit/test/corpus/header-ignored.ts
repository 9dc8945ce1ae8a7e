import * as Schema from "effect/Schema"
import { getThing, int, of } from "./Client.ts"

export const client = of(
  getThing(Schema.Struct({ id: int(7) })),
  "name: Accept,",
  "name: X-Accept,",
  "getThing, header X-Accept: package: no such parameter; specification: an optional parameter"
)
