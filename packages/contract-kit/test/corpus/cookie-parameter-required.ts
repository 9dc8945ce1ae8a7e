import { ignoring, listThings } from "./Client.ts"

export const client = ignoring(
  listThings({}),
  "listThings, cookie session: package: no such parameter; specification: a required parameter"
)
