import { type Client, acme, getThing, thing, Thing } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [thing, getThing(Thing, { id: "getPart", path: "/parts/{id}" })],
  fault: {
    replace: "/parts/{id}:",
    by: "/pieces/{id}:",
    says: "getPart, operation: package: GET /parts/{id}; specification: no operation with this id"
  }
}
