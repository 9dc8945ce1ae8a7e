import { ignoring, thing } from "./Client.ts"

export const client = ignoring(thing, "getThing 200: the link self")
