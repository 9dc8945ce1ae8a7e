import { ignoring, thing } from "./Client.ts"

export const client = ignoring(thing, "getThing: the callback finished")
