import { ignoring, thing } from "./Client.ts"

export const client = ignoring(thing, "webhooks: thing.created")
