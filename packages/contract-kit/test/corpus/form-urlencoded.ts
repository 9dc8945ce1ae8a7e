import * as Schema from "effect/Schema"
import { type Client, acme, createThing } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [createThing({ name: Schema.String })],
  says: "createThing, request body: package: a JSON body; specification: only application/x-www-form-urlencoded"
}
