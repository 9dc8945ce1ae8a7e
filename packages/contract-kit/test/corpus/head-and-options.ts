import { type Client, acme } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [],
  says: "The contract has no operations"
}
