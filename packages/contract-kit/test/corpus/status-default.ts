import { Explained, getThing, of, Thing } from "./Client.ts"

export const client = of(
  getThing(Thing, { errors: [Explained] }),
  "message: { type: string }",
  "message: { type: integer }",
  "getThing 404, response body message: package: string, required; specification: integer, required"
)
