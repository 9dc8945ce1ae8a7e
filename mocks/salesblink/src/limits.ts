/**
 * How often a key may call.
 *
 * Guess: the document has the status 429 and no numbers. These are those of the vendor's newer API, for each key and
 * minute.
 */
import type { Limit } from "@salesbridge/mock-engine/sandbox"
import type { State } from "./State.ts"

const minute = 60_000

const limitOf = (limited: string, limit: number): Limit<State> => ({
  name: `${limited} a minute`,
  window: minute,
  limit,
  bucket: ({ credentials, method }) => (method === limited ? credentials : undefined)
})

export const limits = [limitOf("GET", 30), limitOf("POST", 15)]
