import { ignoring, listThings } from "./Client.ts"

export const client = ignoring(listThings({}), "listThings: the cookie session")
