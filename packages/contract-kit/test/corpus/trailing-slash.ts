import { type Client, acme, getThing, Thing } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [getThing(Thing, { path: "/things/{id}/" })],
  fault: {
    replace: "/things/{id}/:",
    by: "/things/{id}:",
    says: "getThing, path: package: /things/{id}/; specification: /things/{id}"
  }
}
