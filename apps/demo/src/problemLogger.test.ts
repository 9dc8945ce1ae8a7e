import { assert, it } from "@effect/vitest"
import { Effect, Logger } from "effect"
import { TestClock } from "effect/testing"
import { makeProblemLogger } from "./problemLogger.ts"

it.effect("prints what a library logs in one line without a trace, once in half a minute", () => {
  const lines: Array<string> = []
  const error = new Error("outer", { cause: new Error("no connection\n    at somewhere") })
  const log = Effect.catchCause(Effect.die(error), (cause) => Effect.logError("Storage is unhealthy", cause))
  const sqlite = Object.assign(new Error("disk is full"), { code: "ERR_SQLITE_ERROR" })
  return Effect.gen(function* () {
    yield* log
    yield* log
    // The end of the run says it.
    yield* Effect.catchCause(Effect.die(sqlite), (cause) => Effect.logError("Defect in entity", cause))
    assert.deepStrictEqual(lines, ["Storage is unhealthy: no connection"])
    const many = Object.assign(new Error("sorry, too many clients already"), { code: "53300" })
    yield* Effect.catchCause(Effect.die(many), (cause) => Effect.logError("Defect in entity", cause))
    assert.match(lines.pop()!, /^PostgreSQL has no free connection, .*max_connections/)
    yield* TestClock.adjust("30 seconds")
    yield* log
    assert.lengthOf(lines, 2)
  }).pipe(Effect.provide(Logger.layer([makeProblemLogger((line) => lines.push(line))])))
})
