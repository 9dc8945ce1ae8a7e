/**
 * The number of calls that a key may make in a minute, in version 1.0.0.
 *
 * Guess: the same limits hold for the legacy calls. Their API reference has the status 429 and no numbers.
 */
import type { Limit } from "@salesbridge/mock-engine/sandbox"
import type { State } from "./State.ts"

const minute = 60_000

const limitOf = (limit: number, ...methods: ReadonlyArray<string>): Limit<State> => ({
  name: `${methods.join(" and ")} a minute`,
  window: minute,
  limit,
  bucket: ({ credentials, method }) => (methods.includes(method) ? credentials : undefined)
})

export const limits = [limitOf(30, "GET"), limitOf(15, "POST", "PATCH"), limitOf(10, "PUT", "DELETE")]
