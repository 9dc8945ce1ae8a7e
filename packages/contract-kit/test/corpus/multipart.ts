import { type Client, acme, createThing } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [createThing({})],
  says: "createThing, request body: package: a JSON body; specification: only multipart/form-data"
}
