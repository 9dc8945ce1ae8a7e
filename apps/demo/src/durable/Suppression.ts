/**
 * The workflow that reports an unsubscribed person to every vendor. A vendor that cannot be told now is told later, if
 * need be by another process.
 */
import { Clock, Context, Effect, Layer, Schedule, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { Activity, Workflow } from "effect/workflow"
import { Person } from "../Contact.ts"
import { some, type VendorAdapter } from "../Destination.ts"
import { Cell, cell } from "../Row.ts"
import { Screen } from "../Screen.ts"
import { keyOf } from "../EmailAddress.ts"
import { failed, suppressAt } from "../VendorSession.ts"
import { verdictOf } from "../Verdict.ts"
import { Ledger } from "./Ledger.ts"

const Suppression = Workflow.make("Suppression", {
  payload: {
    person: Person,
    at: Schema.Number,
    /** The short names of the vendors. Default: those that the process reaches. */
    vendors: Schema.optionalKey(Schema.Array(Schema.String)),
    /** How long a vendor that the process does not reach waits until perhaps another process has the work. Default: 1. */
    minutes: Schema.optionalKey(Schema.Number)
  },
  success: Schema.Void,
  idempotencyKey: ({ at, person }) => JSON.stringify([keyOf(person.email), at])
  // Otherwise a defect, such as an unreachable database, would be stored as the result, and the work not done again.
}).annotate(Workflow.CaptureDefects, false)

/** Starts reporting the person to these vendors, and does not wait for the end. */
export const start = ({ email, linkedin, members, where }: Person, vendors: ReadonlyArray<string>, minutes = 1) =>
  Effect.flatMap(Clock.currentTimeMillis, (at) =>
    Suppression.execute({ person: { where, email, linkedin, members }, at, vendors, minutes }, { discard: true })
  )

/** For each unfinished suppression of this process, how many vendors are being told. The others are waited for. */
export class Telling extends Context.Service<Telling, Map<string, number>>()("@salesbridge/demo/Telling") {
  static readonly layer = Layer.sync(Telling, () => new Map())
}

/** `adapters`: of the vendors that this process reaches; several of one vendor if it has several APIs. */
export const layer = (adapters: Effect.Effect<ReadonlyArray<VendorAdapter>>) =>
  Suppression.toLayer(
    Effect.fnUntraced(function* ({ minutes = 1, person, vendors }, id) {
      const telling = yield* Telling
      const count = (more: number) => Effect.sync(() => void telling.set(id, (telling.get(id) ?? 0) + more))
      const all = yield* adapters
      const report = (vendor: string) => {
        const own = all.filter((adapter) => adapter.vendor === vendor)
        const wait = (minutes: number) =>
          Effect.acquireUseRelease(
            count(-1),
            () => Effect.sleep(`${minutes} minutes`),
            () => count(1)
          )
        const execute =
          own.length === 0 ? passOn(person, vendor, minutes, wait(minutes)) : untilReported(person, own, wait)
        const activity = Activity.make({ name: `${vendor}/suppress`, success: Cell, execute })
        return Effect.acquireUseRelease(
          count(1),
          () => activity,
          () => count(-1)
        )
      }
      const names = [...(vendors ?? new Set(all.map(({ vendor }) => vendor)))]
      const results = yield* Effect.forEach(names, report, { concurrency: "unbounded" }).pipe(
        Effect.ensuring(Effect.sync(() => telling.delete(id)))
      )
      const out = names.filter((_, index) => results[index]!.kind === "not tried")
      if (out.length > 0) yield* start(person, out, longer(minutes))
    })
  ).pipe(Layer.provideMerge(Telling.layer))

/** How long a job waits at its end for vendors that are being told. */
const patience = "10 seconds"

/** Waits until every vendor was told or could not be told. Returns the number of people who are not suppressed everywhere yet. */
export const settled = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const telling = yield* Telling
  const open = sql<{ count: number }>`SELECT count(*) AS count FROM cluster_messages
    WHERE entity_type = 'Workflow/Suppression' AND tag = 'run' AND processed = false`
  let left = 0
  const isSettled = Effect.map(open, ([row]) => {
    left = Number(row!.count)
    return left <= [...telling.values()].filter((vendors) => vendors === 0).length
  })
  yield* Effect.repeat(isSettled, { until: (is) => is, schedule: Schedule.spaced("50 millis") }).pipe(
    Effect.timeoutOption(patience)
  )
  return left
})

interface Attempt {
  readonly cell: Cell
  /** Whether another attempt may have another result. */
  readonly again: boolean
}

const attempt = (adapter: VendorAdapter, person: Person): Effect.Effect<Attempt> =>
  Effect.match(suppressAt(adapter, person), {
    onSuccess: (cell) => ({ cell, again: false }),
    onFailure: (failure) => ({
      cell: failed(failure, "not suppressed: "),
      again: !["refused", "as wanted"].includes(verdictOf(failure))
    })
  })

const longer = (minutes: number) => Math.min(2 * minutes, 60)

const tryingAgain = (words: string, minutes: number) => `${words} Trying again in ${some(minutes, "minute")}.`

const untilReported = Effect.fnUntraced(function* (
  person: Person,
  adapters: ReadonlyArray<VendorAdapter>,
  wait: (minutes: number) => Effect.Effect<void>
) {
  const { line } = yield* Screen
  const { told } = yield* Ledger
  const { name } = adapters[0]!
  for (let minutes = 1; ; minutes = longer(minutes)) {
    const attempts = yield* Effect.forEach(adapters, (adapter) => attempt(adapter, person))
    if (attempts.some(({ cell }) => cell.kind === "suppressed")) yield* Effect.orDie(told(person.email, name))
    const { again, cell } = attempts.find(({ again }) => again) ?? attempts[0]!
    const words = `${person.email}, ${name}: ${cell.detail}.`
    if (!again) {
      if (cell.kind === "failed") yield* line(words)
      return cell
    }
    yield* line(tryingAgain(words, minutes))
    yield* wait(minutes)
  }
})

/** This process does not have the vendor's variables. Another may have them, and take a new workflow. */
const passOn = Effect.fnUntraced(function* (
  person: Person,
  vendor: string,
  minutes: number,
  wait: Effect.Effect<void>
) {
  const detail = "not suppressed: this process does not have its variables"
  yield* Screen.use(({ line }) => line(tryingAgain(`${person.email}, ${vendor}: ${detail}.`, minutes)))
  yield* wait
  return cell("not tried", detail)
})
