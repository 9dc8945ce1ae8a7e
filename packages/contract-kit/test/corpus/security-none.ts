import { type Client, getThing, open, Thing } from "./Client.ts"

export const client: Client = {
  definition: open.definition,
  catalog: [getThing(Thing, { by: open })],
  fault: {
    replace: "security: []",
    by: "security: [{ key: [] }]",
    says: "getThing, security: package: no credentials; specification: header x-api-key"
  }
}
