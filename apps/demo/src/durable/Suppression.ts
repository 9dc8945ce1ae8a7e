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
    vendors: Schema.optionalKey(Schema.Array(Schema.String))
  },
  success: Schema.Void,
  idempotencyKey: ({ at, person }) => JSON.stringify([keyOf(person.email), at])
  // Otherwise a defect, such as an unreachable database, would be stored as the result, and the work not done again.
}).annotate(Workflow.CaptureDefects, false)

/** Starts reporting the person to these vendors, and does not wait for the end. */
export const start = (person: Person, vendors: ReadonlyArray<string>) =>
  Effect.flatMap(Clock.currentTimeMillis, (at) => Suppression.execute({ person, at, vendors }, { discard: true }))

/** For each unfinished suppression of this process, how many vendors are being told. The others are waited for. */
export class Telling extends Context.Service<Telling, Map<string, number>>()("@salesbridge/demo/Telling") {
  static readonly layer = Layer.sync(Telling, () => new Map())
}
/** `adapters`: of the vendors that this process reaches; several of one vendor if it has several APIs. */
export const layer = (adapters: Effect.Effect<ReadonlyArray<VendorAdapter>>) =>
  Suppression.toLayer(
    Effect.fnUntraced(function* ({ person, vendors }, id) {
      const telling = yield* Telling
      const count = (more: number) => Effect.sync(() => void telling.set(id, (telling.get(id) ?? 0) + more))
      const all = yield* adapters
      const report = (vendor: string) => {
        const own = all.filter((adapter) => adapter.vendor === vendor)
        const execute = untilReported(person, vendor, own, (wait) =>
          Effect.acquireUseRelease(
            count(-1),
            () => wait,
            () => count(1)
          )
        )
        const activity = Activity.make({ name: `${vendor}/suppress`, success: Cell, execute })
        return Effect.acquireUseRelease(
          count(1),
          () => activity,
          () => count(-1)
        )
      }
      yield* Effect.forEach(vendors ?? new Set(all.map(({ vendor }) => vendor)), report, {
        concurrency: "unbounded",
        discard: true
      }).pipe(Effect.ensuring(Effect.sync(() => telling.delete(id))))
    })
  ).pipe(Layer.provideMerge(Telling.layer))

/** How long a job waits at its end for vendors that are being told. */
const patience = "10 seconds"

/** Waits until every vendor was told or could not be told. Returns the number of people for whom something is left. */
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

const outOfReach: Attempt = {
  cell: cell("not tried", "not suppressed: this process does not have its variables"),
  again: true
}

const untilReported = Effect.fnUntraced(function* (
  person: Person,
  vendor: string,
  adapters: ReadonlyArray<VendorAdapter>,
  waiting: (wait: Effect.Effect<void>) => Effect.Effect<void>
) {
  const { line } = yield* Screen
  const { told } = yield* Ledger
  const name = adapters[0]?.name ?? vendor
  for (let minutes = 1; ; minutes = Math.min(2 * minutes, 60)) {
    const attempts = yield* Effect.forEach(adapters, (adapter) => attempt(adapter, person))
    if (attempts.some(({ cell }) => cell.kind === "suppressed")) yield* Effect.orDie(told(person.email, name))
    const [last = outOfReach] = attempts.toSorted((a, b) => Number(b.again) - Number(a.again))
    const { kind, detail } = last.cell
    const words = `${person.email}, ${name}: ${detail}.`
    if (!last.again) {
      if (kind === "failed") yield* line(words)
      return last.cell
    }
    yield* line(`${words} Trying again in ${some(minutes, "minute")}.`)
    yield* waiting(Effect.sleep(`${minutes} minutes`))
  }
})
