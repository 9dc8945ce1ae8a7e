import { type Client, elsewhere, getThing, Thing } from "./Client.ts"

export const client: Client = {
  definition: elsewhere.definition,
  catalog: [getThing(Thing, { by: elsewhere, server: "files" })],
  fault: {
    replace: "files.example.com",
    by: "other.example.com",
    says: "getThing, server: package: https://files.example.com; specification: https://other.example.com"
  }
}
