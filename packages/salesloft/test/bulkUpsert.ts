/** Bulk upserts against a test server. */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import type { BulkUpsertOptions } from "../src/bulkUpsert/BulkUpsert.ts"
import type { Options, Salesloft } from "../src/index.ts"
import { bulkUpsert, resumeBulkUpsert } from "../src/resources/People.ts"
import { salesloft } from "./against.ts"
import { type Options as ServerOptions, type Running, serve } from "./BulkJobServer.ts"

export { bulkUpsert, resumeBulkUpsert }

/** Waits that are too short to notice. */
export const quick = {
  poll: { start: "1 millis", max: "2 millis" },
  settle: "40 millis"
} satisfies BulkUpsertOptions

export const emailOf = (number: number) => `jane.${number}@example.com`

/** This many people, one in each chunk. */
export const people = (count: number) =>
  Stream.range(1, count).pipe(
    Stream.map((number) => ({ email_address: emailOf(number), last_name: "Roe" })),
    Stream.rechunk(1)
  )

/** The addresses of this many people, in order. */
export const emails = (count: number) => Array.from({ length: count }, (_, index) => emailOf(index + 1))

/** The addresses of the people on the server, in order. */
export const received = (server: Running) =>
  [...server.jobs.values()].flatMap(({ records }) => records.map(({ record }) => record["email_address"] as string))

export const sizes = (server: Running) => server.calls.filter(({ kind }) => kind === "data").map((call) => call.records)

export const kinds = (server: Running) => server.calls.map(({ kind }) => kind)

export const server = (options?: ServerOptions) =>
  Effect.acquireRelease(
    Effect.promise(() => serve(options)),
    ({ close }) => Effect.promise(close)
  )

/** Runs with this server; retries do not wait. */
export const using = (server: Running, options?: Partial<Options>) => {
  const layer = salesloft(server.url, {
    retry: Schedule.upTo(Schedule.spaced("1 millis"), { times: 3 }),
    quota: { limits: [], maxHold: "1 millis" },
    ...options
  })
  return <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.provide(effect as Effect.Effect<A, E, Salesloft>, layer)
}
