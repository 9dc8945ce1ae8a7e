import { type Client, acme, getThing, Thing } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [getThing(Thing, { path: "/v2/things/{id}" })],
  fault: {
    replace: "example.com/v2",
    by: "example.com/v3",
    says: "getThing, path: package: /v2/things/{id}; specification: /v3/things/{id}"
  }
}
