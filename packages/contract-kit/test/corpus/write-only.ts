import * as Schema from "effect/Schema"
import { createThing, of, text } from "./Client.ts"

export const client = of(
  createThing({ name: text("Anvil"), secret: text("s") }, Schema.Struct({ name: text("Anvil") })),
  "writeOnly: true",
  "writeOnly: false",
  "createThing 200, response body secret: package: no such field; specification: string, required"
)
