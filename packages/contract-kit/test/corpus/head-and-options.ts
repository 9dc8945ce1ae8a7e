import { type Client, acme } from "./Client.ts"

export const client: Client = {
  definition: acme.definition,
  catalog: [],
  says: "The contract's catalog has no operations"
}
