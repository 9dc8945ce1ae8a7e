import { of, optionalName, thing } from "./Client.ts"

export const client = of(thing, ...optionalName)
