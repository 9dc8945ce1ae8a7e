import { type Client, elsewhere, getThing, Thing } from "./Client.ts"

export const client: Client = {
  definition: elsewhere.definition,
  catalog: [getThing(Thing, { by: elsewhere, server: "files", path: "/v1/things/{id}" })],
  fault: {
    replace: "files.example.com/v1",
    by: "api.example.com/v1",
    says: "getThing, server: package: https://files.example.com; specification: https://api.example.com"
  }
}
