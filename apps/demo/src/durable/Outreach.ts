/**
 * The workflow of a contact's outreach. The work at each vendor is an activity with a durable result, so that the
 * workflow continues where a crash interrupted it.
 */
import { Effect, Latch, Layer, Record, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { Activity, Workflow, type WorkflowEngine } from "effect/workflow"
import { Contact } from "../Contact.ts"
import { keyOf } from "../EmailAddress.ts"
import type { VendorSessions } from "../VendorSessions.ts"
import { whileOpen } from "../Gate.ts"
import { Cell, cell } from "../Row.ts"
import { Steps } from "./Steps.ts"
import { layerEngine, type Storage } from "./Storage.ts"
import * as Suppression from "./Suppression.ts"

/** The result of a contact at a vendor, and its time by the clock of the database. */
const VendorResult = Schema.Struct({ cell: Cell, at: Schema.Number })

const isOpen = ({ kind }: Cell) => kind === "failed" || kind === "not tried"

const Outreach = Workflow.make("Outreach", {
  payload: {
    contact: Contact,
    /** The targets, by the vendors' short names. */
    targets: Schema.Record(Schema.String, Schema.String),
    /** The vendors' settings, by flag. */
    settings: Schema.Record(Schema.String, Schema.String),
    /** Identifies the job: its targets, and how often a job with them has been started anew. */
    job: Schema.String,
    attempt: Schema.Number,
    /** The run that first requested it. */
    run: Schema.optionalKey(Schema.String)
  },
  success: Schema.Record(Schema.String, VendorResult),
  idempotencyKey: ({ attempt, contact, job }) => JSON.stringify([job, attempt, keyOf(contact.email)])
  // Otherwise a defect, such as an unreachable database, would be stored as the result, and the work not done again.
}).annotate(Workflow.CaptureDefects, false)

type Cells = Readonly<Record<string, Cell>>
type Payload = typeof Outreach.payloadSchema.Type

/** The sessions for the settings of a workflow. Without settings, they can only suppress people. */
export type SessionsFor = (settings: Payload["settings"], run: string) => Effect.Effect<VendorSessions>

/**
 * How long to wait for the answer of the process that has a contact. One that is cut off from the database gives none,
 * although another may have finished the contact. Asked again, the engine reads the result from the database.
 */
const answerTimeout = "30 seconds"

/** Lets this process run workflows: its own, unfinished ones of earlier runs and, on PostgreSQL, those of others. */
export const layer = (storage: Storage, sessionsFor: SessionsFor) => {
  const gate = Latch.makeUnsafe(true)
  // Before the engine ends, so that contacts in progress go no further while it does.
  const closing = Layer.effectDiscard(Effect.addFinalizer(() => gate.close))
  const adapters = Effect.map(sessionsFor({}, ""), ({ sessions }) => sessions.map(({ adapter }) => adapter))
  return Layer.mergeAll(layerOutreach(sessionsFor, gate), Suppression.layer(adapters), closing).pipe(
    Layer.provideMerge(layerEngine(storage))
  )
}

/**
 * Delivers a contact to its targets. A result `failed` or `not tried` from before `runStart` comes from an earlier run, so
 * those vendors are tried again. So does one from the future: the clock has gone back. Finished work is not repeated.
 */
export const deliverToTargets = Effect.fnUntraced(function* (
  work: Omit<Payload, "attempt">,
  runStart: number,
  attempt = 0
): Effect.fn.Return<Cells, never, WorkflowEngine.WorkflowEngine | Steps | SqlClient.SqlClient> {
  const payload = { ...work, attempt }
  const results = yield* Outreach.execute(payload).pipe(
    Effect.timeout(answerTimeout),
    Effect.tapError(() => Effect.flatMap(Outreach.executionId(payload), offerAgain)),
    Effect.eventually
  )
  const cells = Record.map(results, ({ cell }) => cell)
  const now = yield* Steps.use(({ clock }) => clock)
  const targets = Record.filter(work.targets, (_, vendor) => {
    const result = results[vendor]
    return result === undefined || (isOpen(result.cell) && (result.at < runStart || result.at > now))
  })
  if (Record.isEmptyRecord(targets)) return cells
  return { ...cells, ...(yield* deliverToTargets({ ...work, targets }, runStart, attempt + 1)) }
})

/**
 * Lets the process that now has the workflow read its messages again. `effect/cluster` does so when a process takes over
 * from another, but gives up if that fails, and then leaves them for ten minutes. What is under way is not begun again.
 */
const offerAgain = (executionId: string) =>
  SqlClient.SqlClient.use(
    (sql) => sql`UPDATE cluster_messages SET last_read = NULL WHERE entity_id = ${executionId} AND processed = false`
  ).pipe(Effect.ignore)

const layerOutreach = (sessionsFor: SessionsFor, gate: Latch.Latch) =>
  Outreach.toLayer(
    Effect.fnUntraced(function* ({ contact, run = "", settings, targets }) {
      const vendorSessions = yield* sessionsFor(settings, run)
      const deliveries = Record.map(targets, (target, vendor) => deliver(contact, vendor, target, vendorSessions, gate))
      return yield* Effect.all(deliveries, { concurrency: "unbounded" })
    })
  )

/**
 * The activity ends only after an unclear failure was looked up. If it is interrupted earlier, it runs again, and looks
 * before it sends.
 */
const deliver = Effect.fnUntraced(function* (
  contact: Contact,
  vendor: string,
  target: string,
  { deliveries }: VendorSessions,
  gate: Latch.Latch
) {
  const { clock } = yield* Steps
  // The target has the base URL too: work for a sandbox must not reach the real vendor.
  const delivery = deliveries.find(({ adapter }) => adapter.vendor === vendor && adapter.target === target)
  const work = delivery?.deliver(contact).pipe(whileOpen(gate)) ?? Effect.succeed(cell("not tried"))
  return yield* Activity.make({
    name: `${vendor}/deliver`,
    success: VendorResult,
    execute: Effect.flatMap(work, (cell) => Effect.map(clock, (at) => ({ cell, at })))
  })
})
