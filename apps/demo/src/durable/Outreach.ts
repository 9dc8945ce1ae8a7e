/**
 * One contact's outreach as a workflow, and one person's suppression: what is done at each vendor is an activity whose
 * outcome lasts, so that after a crash the workflow goes on where it was.
 */
import { Clock, Effect, Layer, Schema } from "effect"
import { Activity, Workflow, type WorkflowEngine } from "effect/workflow"
import { Contact, Person } from "../Contact.ts"
import type { Delivery } from "../Delivery.ts"
import { keyOf } from "../EmailAddress.ts"
import type { VendorSessions } from "../VendorSessions.ts"
import { Cell, cell } from "../Row.ts"
import { Ledger } from "./Ledger.ts"
import { Steps } from "./Steps.ts"
import { layerEngine, type Storage } from "./Storage.ts"

/** What became of one contact at one vendor, and when that was known, by the clock of the database. */
const Reached = Schema.Struct({ cell: Cell, at: Schema.Number })

const isOpen = ({ kind }: Cell) => kind === "failed" || kind === "not tried"

const Outreach = Workflow.make("Outreach", {
  payload: {
    contact: Contact,
    /** Where to, by the vendors' short names. */
    targets: Schema.Record(Schema.String, Schema.String),
    /** What the vendors need to be told, by flag. */
    settings: Schema.Record(Schema.String, Schema.String),
    /** Which job it belongs to: its targets, and which time they are brought contacts. */
    job: Schema.String,
    attempt: Schema.Number,
    /** Which run of the job wanted it first. */
    run: Schema.optionalKey(Schema.String)
  },
  success: Schema.Record(Schema.String, Reached),
  idempotencyKey: ({ attempt, contact, job }) => JSON.stringify([job, attempt, keyOf(contact.email)])
  // A database that cannot be reached is no outcome of the work: it is done again.
}).annotate(Workflow.CaptureDefects, false)

/** Tells every vendor of somebody who unsubscribed. */
const Suppression = Workflow.make("Suppression", {
  payload: { person: Person, at: Schema.Number },
  success: Schema.Void,
  idempotencyKey: ({ at, person }) => JSON.stringify([keyOf(person.email), at])
}).annotate(Workflow.CaptureDefects, false)

type Cells = Readonly<Record<string, Cell>>
type Payload = typeof Outreach.payloadSchema.Type

/** What is to be done for one contact. */
export type Work = Pick<Payload, "contact" | "targets" | "job">
export type Settings = Payload["settings"]

/** What the vendors are reached with, by the settings of a workflow; by none, only to be told who unsubscribed. */
export type SessionsFor = (settings: Settings, run: string) => Effect.Effect<VendorSessions>

/** Lets this process run workflows: its own, those that a run before left unfinished, and on PostgreSQL those of others. */
export const layer = (storage: Storage, sessionsFor: SessionsFor) =>
  Layer.mergeAll(layerOutreach(sessionsFor), layerSuppression(sessionsFor)).pipe(Layer.provideMerge(layerEngine(storage)))

/**
 * Brings a contact to its targets. What failed or was not tried before `since`, in a run that was interrupted, is tried
 * again, at that vendor alone; what was done is known.
 */
export const bring = Effect.fnUntraced(function* (
  work: Work & { readonly settings: Settings; readonly run: string },
  since: number,
  attempt = 0
): Effect.fn.Return<Cells, never, WorkflowEngine.WorkflowEngine> {
  const reached = yield* Outreach.execute({ ...work, attempt })
  const cells = Object.fromEntries(Object.entries(reached).map(([vendor, { cell }]) => [vendor, cell]))
  const targets = Object.fromEntries(
    Object.entries(work.targets).filter(([vendor]) => {
      const result = reached[vendor]
      return result === undefined || (result.at < since && isOpen(result.cell))
    })
  )
  if (Object.keys(targets).length === 0) return cells
  return { ...cells, ...(yield* bring({ ...work, targets }, since, attempt + 1)) }
})

/** Has every vendor told, and does not wait for it. */
export const suppress = Effect.fnUntraced(function* (person: Person) {
  yield* Suppression.execute({ person, at: yield* Clock.currentTimeMillis }, { discard: true })
})

const layerOutreach = (sessionsFor: SessionsFor) =>
  Outreach.toLayer(
    Effect.fnUntraced(function* ({ contact, run = "", settings, targets }) {
      const vendorSessions = yield* sessionsFor(settings, run)
      const reached = yield* Effect.forEach(
        Object.entries(targets),
        ([vendor, target]) => deliver(contact, vendor, ofTarget(vendorSessions, vendor, target)),
        { concurrency: "unbounded" }
      )
      if (reached.some(([, { cell }]) => cell.kind === "suppressed")) yield* tellAll(contact, vendorSessions)
      return Object.fromEntries(reached)
    })
  )

const layerSuppression = (sessionsFor: SessionsFor) =>
  Suppression.toLayer(({ person }) => Effect.flatMap(sessionsFor({}, ""), (vendorSessions) => tellAll(person, vendorSessions)))

/** Undefined where this process has the vendor elsewhere: a sandbox's work is not for the real vendor. */
const ofTarget = ({ deliveries }: VendorSessions, vendor: string, target: string) =>
  deliveries.find(({ destination }) => destination.vendor === vendor && destination.target === target)

/** With the look-up of what is unclear: cut off before that, it is done anew, and looks before it sends. */
const deliver = Effect.fnUntraced(function* (contact: Contact, vendor: string, delivery: Delivery | undefined) {
  const { clock } = yield* Steps
  const work = delivery === undefined ? Effect.succeed(cell("not tried")) : delivery.deliver(contact)
  const reached = yield* Activity.make({
    name: `${vendor}/deliver`,
    success: Reached,
    execute: Effect.flatMap(work, (cell) => Effect.map(clock, (at) => ({ cell, at })))
  })
  return [vendor, reached] as const
})

const tellAll = Effect.fnUntraced(function* (person: Person, { sessions }: VendorSessions) {
  const ledger = yield* Ledger
  yield* Effect.forEach(
    sessions,
    ({ adapter, tell }) =>
      Activity.make({
        name: `${adapter.vendor}/suppress`,
        success: Cell,
        execute: Effect.tap(tell(person), ({ kind }) =>
          kind === "suppressed" ? Effect.orDie(ledger.told(person.email, adapter.name)) : Effect.void
        )
      }),
    { concurrency: "unbounded", discard: true }
  )
})
