import { ignoring, thing } from "./Client.ts"

export const client = ignoring(thing, "getThing 200: the example success", {
  replace: "id: { type: integer }, name",
  by: "id: { type: string }, name",
  says: "getThing 200, response body id: package: integer, required; specification: string, required"
})
