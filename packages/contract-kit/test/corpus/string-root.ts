import { getThing, of, text } from "./Client.ts"

export const client = of(
  getThing(text("Anvil")),
  "schema: { type: string }",
  "schema: { type: boolean }",
  "getThing 200, response body: package: string; specification: boolean"
)
