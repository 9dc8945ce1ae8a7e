import { ignoring, thing } from "./Client.ts"

export const client = ignoring(thing, "getThing, security: package: header x-api-key; specification: cookie session")
