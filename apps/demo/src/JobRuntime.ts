/** The connected vendors, a database, and the job on both: what the command and the page share. */
import { Cause, Effect, Layer, type PlatformError } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { randomUUID } from "node:crypto"
import { tmpdir } from "node:os"
import type { JobInput } from "./JobInput.ts"
import { type CannotRun, cannotRun } from "./CannotRun.ts"
import * as VendorSessions from "./VendorSessions.ts"
import { importJournal } from "./durable/importJournal.ts"
import * as Outreach from "./durable/Outreach.ts"
import { Ledger } from "./durable/Ledger.ts"
import { Steps } from "./durable/Steps.ts"
import { messageOf, nameOf, remedyOf, sqlErrorIn } from "./durable/Storage.ts"
import type { FailureLog } from "./FailureLog.ts"
import * as Job from "./Job.ts"
import { Roster } from "./Roster.ts"
import { Screen } from "./Screen.ts"
import type { Setup } from "./Setup.ts"
import * as Webhooks from "./Webhooks.ts"
import * as Vendors from "./Vendors.ts"

/** Connects the vendors, or starts the sandboxes if the run is offline. They stop with the scope. */
export const open = Effect.fnUntraced(function* (setup: Setup) {
  const { file, integrations, mode, setting } = setup
  const offline = mode === "offline" ? yield* Vendors.offline(setting, file.path) : undefined
  return { ...setup, offline, vendors: offline ?? (yield* Vendors.connect(setting, integrations)) }
})
export type JobRuntime = Effect.Success<ReturnType<typeof open>>

/** What differs between runs of one runtime. */
export type Run = Pick<Setup, "contacts" | "unsubscribed" | "anew"> & Partial<Pick<JobInput, "gate" | "again">>

/** Reads everything and decides about each contact. {@link Job.carryOut} carries it out. */
export const prepare = Effect.fnUntraced(function* (runtime: JobRuntime, run: Run) {
  const { file, offline, storage, vendors } = runtime
  const { line } = yield* Screen
  const id = randomUUID()
  const vendorSessions = yield* VendorSessions.make(vendors, runtime.concurrency, run.gate)
  if (file.journal !== undefined) yield* importJournal(file.journal)
  const { continues, round } = yield* Steps.use((steps) => steps.round(vendorSessions.targets, run.anew))
  const forget = run.anew && !continues
  if (forget) yield* Ledger.use(({ clear }) => clear)
  if (continues) yield* line("Going on with the run that was interrupted; what was done then is skipped.\n")
  if (offline !== undefined) yield* offline.fixture.prepare(forget)
  const pool = yield* VendorSessions.pool(runtime.integrations, runtime.concurrency)
  // A file may have unfinished work of an earlier run. It reaches nobody whom this run does not, and with this run's data.
  const earlier = VendorSessions.only(vendorSessions, (yield* Roster).openContact)
  // On PostgreSQL this process also works for other jobs, with their settings. A file has only this process.
  const sessionsFor: Outreach.SessionsFor = (settings, run) => {
    if (run === id) return Effect.succeed(vendorSessions)
    return storage._tag === "File" ? Effect.succeed(earlier) : pool(settings, run)
  }
  const stores = yield* Effect.context<SqlClient.SqlClient | Steps | Ledger | Screen | FailureLog>()
  const engine = Webhooks.layer(runtime.integrations, runtime.webhooks).pipe(
    Layer.provideMerge(Outreach.layer(storage, sessionsFor)),
    Layer.provide(Layer.succeedContext(stores))
  )
  return yield* Job.prepare({
    again: false,
    ...runtime,
    ...run,
    ...vendorSessions,
    run: id,
    round,
    engine
  })
})

export type Problem = CannotRun | SqlError.SqlError | PlatformError.PlatformError

/** Fails with a message when the database accepts no more writes. */
export const guarded = <A, R>({ offline, storage }: JobRuntime, use: Effect.Effect<A, Problem, R>) =>
  Steps.use(({ broken, isBroken }) =>
    Effect.raceAllFirst([
      // `effect/cluster` dies of what broke the database.
      Effect.catchCause(use, (cause) => {
        const error = sqlErrorIn(Cause.squash(cause))
        if (error !== undefined) return Effect.fail(error)
        return Effect.flatMap(isBroken, (isBroken) => (isBroken ? broken : Effect.failCause(cause)))
      }),
      broken,
      offline?.fixture.failed ?? Effect.never
    ])
  ).pipe(
    Effect.catchTag(["SqlError", "PlatformError"], (error) =>
      cannotRun(
        `Stopped: ${nameOf(storage)} cannot be written to: ${messageOf(error)}. ${remedyOf(storage, error)}, then start the same command again.`
      )
    ),
    // The roster throws those of its temporary file.
    Effect.catchDefect((defect) =>
      defect instanceof Error && "code" in defect && defect.code === "ERR_SQLITE_ERROR"
        ? cannotRun(
            `Cannot keep the contacts in a temporary file: ${defect.message}.\n` +
              `Make room in ${tmpdir()}, or set TMPDIR to a folder that has room, then start the same command again.`
          )
        : Effect.die(defect)
    )
  )
