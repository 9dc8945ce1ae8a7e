import { type Client, getThing, Thing, TooMany, waiting } from "./Client.ts"

export const client: Client = {
  definition: waiting.definition,
  catalog: [getThing(Thing, { by: waiting, errors: [TooMany] })],
  fault: {
    replace: "headers: { Retry-After:",
    by: "headers: { X-Retry-In:",
    says: "getThing 429, response header retry-after: package: waits for the time in it; specification: no such header"
  }
}
