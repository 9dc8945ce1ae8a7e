import { expect, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { SqlError } from "effect/sql"
import { Steps } from "./durable/Steps.ts"
import * as JobRuntime from "./JobRuntime.ts"

it.effect("a job that dies of the database, as effect/cluster does, stops with a message", () =>
  Effect.gen(function* () {
    const lost = new SqlError.SqlError({
      reason: new SqlError.ConnectionError({ cause: new Error("Connection closed") })
    })
    const storage = { _tag: "PostgreSQL", url: Redacted.make(""), at: { host: "", port: 0 } } as const
    const runtime = { offline: undefined, storage } as JobRuntime.JobRuntime
    const dying = Effect.die(new Error("PersistenceError", { cause: lost }))
    const { message } = yield* Effect.flip(JobRuntime.guarded(runtime, dying))
    expect(message).toContain("Stopped: the database that DATABASE_URL names cannot be written to: Connection closed.")
  }).pipe(
    Effect.provideService(Steps, {
      broken: Effect.never,
      isBroken: Effect.succeed(false)
    } as unknown as Steps["Service"])
  )
)
