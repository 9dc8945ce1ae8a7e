import { getThing, of, Problem, Thing } from "./Client.ts"

export const client = of(
  getThing(Thing, { errors: [Problem] }),
  "title: { type: string }",
  "title: { type: integer }",
  "getThing 404, response body title: package: string, required; specification: integer, required"
)
