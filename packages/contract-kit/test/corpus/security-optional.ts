import { type Client, getThing, optional, Thing } from "./Client.ts"

export const client: Client = {
  definition: optional.definition,
  catalog: [getThing(Thing, { by: optional })],
  fault: {
    replace: "name: x-api-key",
    by: "name: x-token",
    says: "getThing, header x-api-key: package: sends the credential key there; specification: no parameter and no security scheme there"
  }
}
