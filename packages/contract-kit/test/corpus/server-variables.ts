import { type Client, acme, getThing, Thing } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [getThing(Thing, { path: "/v3/things/{id}" })],
  fault: {
    replace: "region: { default: api, enum: [api, eu] }",
    by: "region: { default: us, enum: [us, eu] }",
    says: "getThing, server: package: https://api.example.com; specification: https://us.example.com"
  }
}
