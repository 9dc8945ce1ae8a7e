import { type Client, bearer, getThing, Thing } from "./Client.ts"

export const client: Client = {
  definition: bearer.definition,
  catalog: [getThing(Thing, { by: bearer })],
  fault: {
    replace: "scheme: bearer",
    by: "scheme: basic",
    says: "getThing, security: package: header Authorization with bearer; specification: header Authorization with basic"
  }
}
