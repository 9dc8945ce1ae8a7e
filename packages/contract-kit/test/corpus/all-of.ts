import { of, thing } from "./Client.ts"

export const client = of(
  thing,
  "required: [id], properties",
  "properties",
  "getThing 200, response body id: package: integer, required; specification: integer, optional"
)
