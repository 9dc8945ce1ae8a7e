import { createThing, of, text, Thing } from "./Client.ts"

export const client = of(
  createThing({ name: text("Anvil") }, Thing),
  "readOnly: true",
  "readOnly: false",
  "createThing, request body id: package: no such field; specification: integer, required"
)
