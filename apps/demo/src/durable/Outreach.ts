/**
 * One contact's outreach as a workflow: each vendor's delivery is an activity whose outcome lasts, so that after a crash
 * the workflow goes on where it was.
 */
import { Clock, Effect, Layer, Schema } from "effect"
import type { SqlClient } from "effect/sql"
import { Activity, Workflow, type WorkflowEngine } from "effect/workflow"
import { Contact } from "../Contact.ts"
import type { Delivery } from "../Delivery.ts"
import { keyOf } from "../EmailAddress.ts"
import type { Crew } from "../Crew.ts"
import type { Lane } from "../Lane.ts"
import { Cell, cell } from "../Row.ts"
import { layerEngine, type Storage } from "./Storage.ts"

/** What became of one contact at one vendor, and when that was known. */
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
    attempt: Schema.Number
  },
  success: Schema.Record(Schema.String, Reached),
  idempotencyKey: ({ attempt, contact, job }) => JSON.stringify([job, attempt, keyOf(contact.email)])
  // A database that cannot be reached is no outcome of the work: it is done again.
}).annotate(Workflow.CaptureDefects, false)
type Cells = Readonly<Record<string, Cell>>
type Payload = typeof Outreach.payloadSchema.Type

/** What is to be done for one contact. */
export type Work = Pick<Payload, "contact" | "targets" | "job">
export type Settings = Payload["settings"]

/**
 * Gives an effect that lets this process run workflows: those that its result is given, those that a run before left
 * unfinished, and on PostgreSQL those of others. `crewFor` reaches the vendors with a workflow's settings.
 */
export const make = (storage: Storage, settings: Settings, crewFor: CrewFor) =>
  Effect.map(Effect.context<SqlClient.SqlClient>(), (sql) => Effect.provide(begin(storage, settings, crewFor), sql))

const begin = Effect.fnUntraced(function* (storage: Storage, settings: Settings, crewFor: CrewFor) {
  const started = yield* Clock.currentTimeMillis
  const engine = yield* Layer.build(layerWorker(storage, crewFor))
  /** What a run that was interrupted could not do is tried again, at that vendor alone; what it did is known. */
  const execute = (work: Work, attempt = 0): Effect.Effect<Cells, never, WorkflowEngine.WorkflowEngine> =>
    Effect.gen(function* () {
      const reached = yield* Outreach.execute({ ...work, settings, attempt })
      const cells = Object.fromEntries(Object.entries(reached).map(([vendor, { cell }]) => [vendor, cell]))
      const targets = Object.fromEntries(
        Object.entries(work.targets).filter(([vendor]) => {
          const result = reached[vendor]
          return result === undefined || (result.at < started && isOpen(result.cell))
        })
      )
      return Object.keys(targets).length === 0
        ? cells
        : { ...cells, ...(yield* execute({ ...work, targets }, attempt + 1)) }
    })
  return (work: Work) => Effect.provide(execute(work), engine)
})

/** Reaches the vendors with a workflow's settings. */
export type CrewFor = (settings: Settings) => Effect.Effect<Crew>

/** Lets this process run workflows. */
export const layerWorker = (storage: Storage, crewFor: CrewFor) =>
  Layer.provideMerge(layer(crewFor), layerEngine(storage))

const layer = (crewFor: CrewFor) =>
  Outreach.toLayer(
    Effect.fnUntraced(function* ({ contact, settings, targets }) {
      const crew = yield* crewFor(settings)
      const reached = yield* Effect.forEach(
        Object.entries(targets),
        ([vendor, target]) => deliver(contact, vendor, ofTarget(crew, vendor, target)),
        { concurrency: "unbounded" }
      )
      if (reached.some(([, { cell }]) => cell.kind === "suppressed")) yield* tellAll(contact, crew.lanes)
      return Object.fromEntries(reached)
    })
  )

/** Undefined where this process has the vendor elsewhere: a sandbox's work is not for the real vendor. */
const ofTarget = ({ deliveries }: Crew, vendor: string, target: string) =>
  deliveries.find(({ destination }) => destination.vendor === vendor && destination.target === target)

/** With the look-up of what is unclear: cut off before that, it is done anew, and looks before it sends. */
const deliver = Effect.fnUntraced(function* (contact: Contact, vendor: string, delivery: Delivery | undefined) {
  const work = delivery === undefined ? Effect.succeed(cell("not tried")) : delivery.deliver(contact)
  const reached = yield* Activity.make({
    name: `${vendor}/deliver`,
    success: Reached,
    execute: Effect.flatMap(work, (cell) => Effect.map(Clock.currentTimeMillis, (at) => ({ cell, at })))
  })
  return [vendor, reached] as const
})

/** Tells every vendor of somebody who unsubscribed while this was under way. */
const tellAll = (contact: Contact, lanes: ReadonlyArray<Lane>) =>
  Effect.forEach(
    lanes,
    (lane) => Activity.make({ name: `${lane.place.vendor}/suppress`, success: Cell, execute: lane.tell(contact) }),
    { discard: true }
  )
