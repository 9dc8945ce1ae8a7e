import { assert, describe, it } from "@effect/vitest"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import { SqlClient } from "effect/sql/SqlClient"
import { fork } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import { bundled, compileCache } from "../test/child.ts"
import * as Database from "../test/database.ts"
import { Webhook } from "./index.ts"

const folder = mkdtempSync(join(tmpdir(), "salesbridge-deliveries-"))
afterAll(() => rmSync(folder, { recursive: true }))

const databases = [
  ["PostgreSQL (without DATABASE_URL, its address, this is skipped)", process.env["DATABASE_URL"] ?? ""],
  ["SQLite", join(folder, "deliveries.sqlite")]
] as const
/** Two sometimes miss a claim that is not atomic. */
const processes = 3

describe.each(databases)("a log in %s", (_, address) => {
  const table = `test_${crypto.randomUUID().replaceAll("-", "")}`
  const dropped = Effect.flatMap(SqlClient, (sql) => sql`DROP TABLE IF EXISTS ${sql(table)}`)
  const run = it.live.runIf(address !== "")

  const logs = (options: { readonly lease?: Duration.Input; readonly timeToLive?: Duration.Input }) => {
    const log = Effect.flatMap(Layer.build(Database.at(address)), (context) =>
      Effect.provide(Webhook.sql({ table, ...options }), context)
    )
    return Effect.all([log, log])
  }

  run("lets another receiver retry a failed delivery, or one of a dead process once its claim has expired", () =>
    Effect.gen(function* () {
      const [one, other] = yield* logs({ lease: "1 hour" })
      assert.strictEqual(yield* one.claim("a"), "claimed")
      assert.strictEqual(yield* other.claim("a"), "busy")
      // Not its own.
      yield* other.release("a")
      assert.strictEqual(yield* other.claim("a"), "busy")
      yield* one.release("a")
      assert.strictEqual(yield* other.claim("a"), "claimed")
      yield* other.done("a")
      assert.strictEqual(yield* one.claim("a"), "done")
      const [dead, alive] = yield* logs({ lease: "10 millis", timeToLive: "10 millis" })
      assert.strictEqual(yield* dead.claim("b"), "claimed")
      const claimed = Effect.repeat(alive.claim("b"), {
        until: (_) => _ === "claimed",
        schedule: Schedule.spaced("10 millis")
      })
      yield* claimed
      yield* alive.done("b")
      // What is remembered ends as well.
      yield* claimed
    }).pipe(Effect.scoped)
  )

  run(
    `has each delivery handled once over ${processes} processes`,
    () =>
      Effect.gen(function* () {
        const script = bundled("deliveriesWorker.ts")
        const workers = Array.from({ length: processes }, () => {
          const child = fork(script, [address, table, "100"], {
            env: { ...process.env, ...compileCache }
          })
          const messages: Array<unknown> = []
          const ready = new Promise<void>((resolve) => {
            child.on("message", (message) => {
              messages.push(message)
              resolve()
            })
          })
          const ended = new Promise<unknown>((resolve, reject) => {
            child.on("close", (code) =>
              code === 0 ? resolve(messages[1]) : reject(new Error(`a process ended with ${code}`))
            )
          })
          return { ready, ended, go: () => child.send("go") }
        })
        const handled = yield* Effect.promise(async () => {
          const ended = Promise.all(workers.map((_) => _.ended))
          await Promise.race([Promise.all(workers.map((_) => _.ready)), ended])
          for (const { go } of workers) go()
          return (await ended) as ReadonlyArray<ReadonlyArray<number>>
        })
        assert.deepStrictEqual(
          handled.flat().toSorted((a, b) => a - b),
          Array.from({ length: 100 }, (_, number) => number)
        )
        yield* Effect.provide(dropped, Database.at(address))
      }),
    180_000
  )
})
