import { of, thing } from "./Client.ts"

export const client = of(
  thing,
  "security: [{ key: [] }, { oauth: [read] }]",
  "security: [{ oauth: [read] }]",
  "getThing, security: package: header x-api-key; specification: header Authorization with bearer"
)
