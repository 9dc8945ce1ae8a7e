/**
 * The job itself: gather the contacts, see who unsubscribed anywhere, suppress those everywhere, bring the others to
 * every destination, start the Salesflow campaigns. Neither a contact's nor a vendor's failure stops the others.
 */
import type { VendorError } from "@salesbridge/core"
import { Effect, type Layer } from "effect"
import type { WorkflowEngine } from "effect/workflow"
import { CannotRun } from "./CannotRun.ts"
import type { Contact, Entry } from "./Contact.ts"
import type { Crew } from "./Crew.ts"
import { there } from "./Delivery.ts"
import type { Destination, Suppression } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import * as Outreach from "./durable/Outreach.ts"
import { Steps } from "./durable/Steps.ts"
import { keyOf } from "./EmailAddress.ts"
import { Encounters } from "./Encounters.ts"
import { emailsOf, planOf, type Said, type Step } from "./Plan.ts"
import type { CampaignResult, Report } from "./Report.ts"
import { type Cell, cell, type Row } from "./Row.ts"
import type { Source } from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import type { Unsubscribed } from "./Unsubscribed.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

export interface Assignment extends Crew {
  /** Absent where its variables are not set. */
  readonly salesflow: Source | undefined
  readonly destinations: ReadonlyArray<Destination>
  /** What the CSV file holds, where there is one. */
  readonly rows: ReadonlyArray<Entry>
  readonly unsubscribed: Unsubscribed
  readonly salesflowCampaigns: ReadonlyArray<number>
  /** How many contacts are under way at once at each vendor. */
  readonly concurrency: number
  /** Whether what was done before is forgotten, unless it was interrupted. */
  readonly anew: boolean
  /** Called once it is known whether an interrupted run is gone on with. */
  readonly begin: (goesOn: boolean) => Effect.Effect<void>
  /** Which run of the job this is. */
  readonly run: string
  /** What the vendors need to be told, by flag. */
  readonly settings: Outreach.Settings
  /** Lets this process run the workflows that bring contacts to the vendors. */
  readonly engine: Layer.Layer<WorkflowEngine.WorkflowEngine, CannotRun>
  /** Waited for before each contact: closed, nobody new is begun with. */
  readonly gate: Effect.Effect<unknown>
  /** Told of each contact at each vendor, once it is known. */
  readonly watch: (email: string, vendor: string, cell: Cell) => void
}

/** What the job is about to write. */
export interface Intended {
  readonly vendors: ReadonlyArray<{ readonly name: string; readonly intends: ReadonlyArray<string> }>
  readonly starts: ReadonlyArray<number>
  /** Vendors that nothing can be done at. */
  readonly left: ReadonlyArray<string>
  /** Those of them that would have said who unsubscribed there. */
  readonly unheard: ReadonlyArray<string>
}

type DeliverStep = Extract<Step, { _tag: "Deliver" }>
type SuppressStep = Extract<Step, { _tag: "Suppress" }>

const together = { concurrency: "unbounded" } as const

/** How many contacts are under way for each that a vendor takes at once, so that none waits for the slowest vendor. */
const ahead = 8

/** What to do about a vendor that was left. */
export const hintOf = (failure: VendorError.Failure): string => {
  const { status, vendor } = failure
  if (verdictOf(failure) !== "hopeless") return `${vendor} could not do its part.`
  return status === 402
    ? `${vendor} asks for payment: its plan or its credits do not cover the job.`
    : `${vendor} refuses the credentials: check its variables, and that they belong together.`
}

/** Reads everything and decides about each contact. Writes nothing to a vendor. */
export const prepare = Effect.fnUntraced(function* (assignment: Assignment) {
  const steps = yield* Steps
  const { goesOn, round } = yield* steps.round(targetsOf(assignment), assignment.anew)
  if (assignment.anew && !goesOn) yield* Ledger.use(({ clear }) => clear)
  yield* assignment.begin(goesOn)

  const { entries, members } = yield* read(assignment)
  const unsubscribed = yield* whoUnsubscribed(assignment, emailsOf(entries, members))
  const plan = planOf({ entries, unsubscribed, members })
  const cells = new Map<Step, Map<string, Cell>>()
  const put: Put = (step, vendor, result) => {
    cells.set(step, (cells.get(step) ?? new Map<string, Cell>()).set(vendor, result))
    assignment.watch(emailOf(step), vendor, result)
  }

  const open = yield* settle(assignment, plan, members, put)
  const toSuppress = yield* lookUp(assignment, plan, put)
  return { assignment, round, plan, cells, put, open, toSuppress, intended: intendedOf(assignment, open, toSuppress) }
})
export type Prepared = Effect.Success<ReturnType<typeof prepare>>

/** Suppresses who unsubscribed, brings the others to every destination, starts the Salesflow campaigns. */
export const carryOut = Effect.fnUntraced(function* (prepared: Prepared) {
  const { assignment, round } = prepared
  const steps = yield* Steps
  yield* steps.begin(targetsOf(assignment), round)
  yield* Effect.provide(deliverAndSuppress(prepared), assignment.engine)
  const campaigns = yield* Effect.forEach(assignment.salesflowCampaigns, (campaign) => start(assignment, campaign))
  yield* steps.finish(
    assignment.deliveries.filter(({ lane }) => lane.left() === undefined).map(({ destination }) => destination.target)
  )
  return reportOf(prepared, campaigns)
})

const targetsOf = ({ destinations }: Assignment) => destinations.map(({ target }) => target)

const emailOf = (step: DeliverStep | SuppressStep) => (step._tag === "Deliver" ? step.contact : step.person).email

type Put = (step: DeliverStep | SuppressStep, vendor: string, result: Cell) => void

/** Without sources or without destinations there is nothing to do. */
const stopIf = ({ lanes }: Assignment, reason: string, stop: boolean) => {
  if (!stop) return Effect.void
  const failures = lanes.flatMap((lane) => lane.left() ?? [])
  const message = failures.map((failure) => `${failure.message}\n${hintOf(failure)}`).join("\n")
  return Effect.fail(new CannotRun({ message: `${reason} Nothing was written.\n${message}` }))
}

/** All contacts, and who is at which vendor already, all vendors at once. */
const read = Effect.fnUntraced(function* (assignment: Assignment) {
  const { deliveries, lanes, rows, salesflow, salesflowCampaigns } = assignment
  const { line } = yield* Screen
  yield* line("Reading who is there already, and who unsubscribed ...")
  const members = new Map<string, ReadonlySet<string>>()
  const lane = lanes.find(({ place }) => place === salesflow)
  const [ofSalesflow] = yield* Effect.all(
    [
      salesflow === undefined || lane === undefined
        ? Effect.succeed([])
        : Effect.forEach(salesflowCampaigns, (campaign) => lane.needed(salesflow.contacts(campaign), [])),
      Effect.forEach(
        deliveries,
        ({ destination, lane }) =>
          Effect.map(lane.needed(destination.members, new Set<string>()), (keys) =>
            members.set(destination.name, keys)
          ),
        together
      )
    ],
    together
  )
  const entries: ReadonlyArray<Entry> = [...rows, ...ofSalesflow.flat()]
  yield* stopIf(assignment, "Cannot read any contacts.", entries.length === 0 && lane?.left() !== undefined)
  return { entries, members }
})

/** Who unsubscribed, by the keys of their addresses, says the file, the ledger or a vendor. */
const whoUnsubscribed = Effect.fnUntraced(function* (assignment: Assignment, emails: ReadonlySet<string>) {
  const ledger = yield* Ledger
  const found = new Map<string, ReadonlyArray<Said>>()
  const say = (key: string, said: Said) => found.set(key, [...(found.get(key) ?? []), said])
  for (const [key, where] of assignment.unsubscribed) say(key, { by: undefined, words: `in ${where}` })
  const said = yield* Effect.forEach(
    assignment.deliveries,
    ({ destination: { unsubscribed }, lane }) =>
      unsubscribed === undefined
        ? Effect.succeed(new Map<string, string>())
        : lane.needed(unsubscribed(emails), new Map<string, string>()),
    together
  )
  for (const [index, { name }] of assignment.destinations.entries()) {
    for (const [key, words] of said[index]!) say(key, { by: name, words: `${words} at ${name}` })
  }
  const isLeft = assignment.deliveries.every(({ lane }) => lane.left() !== undefined)
  yield* stopIf(assignment, "Cannot read from any vendor that contacts could go to.", isLeft)
  for (const { address, source } of yield* ledger.all) {
    if (!found.get(address)?.some(({ words }) => words === source)) say(address, { by: undefined, words: source })
  }
  yield* ledger.add([...found].flatMap(([key, all]) => all.map(({ words }) => [key, words] as const)))
  return found
})

/** Fills in what is known without asking anybody; gives for each contact the vendors that remain. */
const settle = Effect.fnUntraced(function* (
  { deliveries, salesflow }: Assignment,
  plan: ReadonlyArray<Step>,
  members: ReadonlyMap<string, ReadonlySet<string>>,
  put: Put
) {
  const steps = yield* Steps
  const delivers = plan.filter((step): step is DeliverStep => step._tag === "Deliver")
  const open = new Map<DeliverStep, ReadonlyArray<Destination>>(delivers.map((step) => [step, []]))
  for (const { destination, lane } of deliveries) {
    const done = yield* steps.done(destination.target, destination.step)
    const settled = (contact: Contact): Cell | undefined => {
      // First, since it wants to see each contact, also those that are done.
      const lacks = destination.lacks?.(contact)
      const key = keyOf(contact.email)
      if (done.has(key)) return there()
      if (destination.membersAreDone && members.get(destination.name)?.has(key)) return there()
      if (lacks !== undefined) return { kind: "lacking", ...lacks }
      return lane.left() === undefined ? undefined : cell("not tried")
    }
    for (const step of delivers) {
      const known = settled(step.contact)
      if (known === undefined) open.set(step, [...open.get(step)!, destination])
      else put(step, destination.vendor, known)
    }
  }
  for (const step of salesflow === undefined ? [] : delivers) {
    if (step.contact.members.length > 0) put(step, salesflow!.vendor, { kind: "source", text: "source" })
  }
  return open
})

/** Who must not be written to, at each vendor that knows them: looked for first, so that all of it can be named. */
const lookUp = Effect.fnUntraced(function* (assignment: Assignment, plan: ReadonlyArray<Step>, put: Put) {
  const { progress } = yield* Screen
  const { lanes } = assignment
  const suppresses = plan.filter((step): step is SuppressStep => step._tag === "Suppress")
  const look = (tick: Effect.Effect<void>) =>
    Effect.forEach(
      lanes,
      Effect.fnUntraced(function* (lane) {
        const found = yield* Effect.forEach(suppresses, ({ person }) => Effect.tap(lane.find(person), tick), assignment)
        return suppresses.flatMap((step, index) => {
          const result = found[index]!
          if (!isCell(result)) return [{ lane, step, found: result }]
          put(step, lane.place.vendor, result)
          return []
        })
      }),
      together
    )
  const total = suppresses.length * lanes.length
  return (yield* total === 0 ? look(Effect.void) : progress("Look-ups", total, look)).flat()
})
type ToSuppress = Effect.Success<ReturnType<typeof lookUp>>

const isCell = (result: Suppression | Cell): result is Cell => "kind" in result

const unheardOf = ({ deliveries }: Assignment): ReadonlyArray<string> =>
  deliveries.flatMap(({ destination, lane }) =>
    destination.unsubscribed !== undefined && lane.left() !== undefined ? [destination.name] : []
  )

const intendedOf = (
  assignment: Assignment,
  open: ReadonlyMap<Step, ReadonlyArray<Destination>>,
  toSuppress: ToSuppress
): Intended => {
  const { destinations, lanes, salesflow, salesflowCampaigns } = assignment
  const left = lanes.filter((lane) => lane.left() !== undefined).map(({ place }) => place)
  return {
    vendors: lanes.map(({ place }) => {
      const destination = destinations.find((destination) => destination === place)
      const count = [...open.values()].filter((remaining) => remaining.some((one) => one === place)).length
      const people = toSuppress.flatMap(({ found, lane, step }) =>
        lane.place === place && found._tag === "ToDo" ? [step.person.email] : []
      )
      return {
        name: place.name,
        intends: [
          ...(destination === undefined || count === 0 ? [] : [destination.delivers(count)]),
          ...(people.length === 0 ? [] : [place.suppresses(people)])
        ]
      }
    }),
    starts: salesflow === undefined || left.some((place) => place === salesflow) ? [] : salesflowCampaigns,
    left: left.map(({ name }) => name),
    unheard: unheardOf(assignment)
  }
}

const deliverAndSuppress = Effect.fnUntraced(function* ({ assignment, open, put, round, toSuppress }: Prepared) {
  const { run, settings } = assignment
  const { progress } = yield* Screen
  const steps = yield* Steps
  const total = [...open.values()].reduce((sum, remaining) => sum + remaining.length, toSuppress.length)
  yield* progress("Steps", total, (tick) =>
    Effect.gen(function* () {
      // First who must not be written to, at every vendor: should the job be cut off, these are done.
      const ledger = yield* Ledger
      yield* Effect.forEach(
        toSuppress,
        Effect.fnUntraced(function* ({ found, lane, step }) {
          yield* assignment.gate
          const result = yield* lane.suppress(step.person, found)
          if (result.kind === "suppressed") yield* ledger.told(step.person.email, lane.place.name)
          put(step, lane.place.vendor, result)
          yield* tick
        }),
        { concurrency: assignment.concurrency * assignment.lanes.length }
      )
      const since = yield* steps.clock
      const job = JSON.stringify([round, ...targetsOf(assignment)])
      yield* Effect.forEach(
        [...open].filter(([, remaining]) => remaining.length > 0),
        Effect.fnUntraced(function* ([step, remaining]) {
          yield* assignment.gate
          const targets = Object.fromEntries(remaining.map(({ target, vendor }) => [vendor, target]))
          const results = yield* Outreach.bring({ contact: step.contact, targets, settings, job, run }, since)
          for (const { vendor } of remaining) {
            put(step, vendor, results[vendor] ?? cell("not tried"))
            yield* tick
          }
        }),
        { concurrency: assignment.concurrency * ahead, discard: true }
      )
    })
  )
})

const start = Effect.fnUntraced(function* ({ lanes, salesflow }: Assignment, campaign: number) {
  const { met } = yield* Encounters
  const lane = lanes.find(({ place }) => place === salesflow)
  if (salesflow === undefined || lane === undefined || lane.left() !== undefined) {
    return { campaign, started: false, detail: "not tried" } satisfies CampaignResult
  }
  return yield* salesflow.start(campaign).pipe(
    Effect.match({
      onSuccess: (): CampaignResult => ({ campaign, started: true, detail: "started" }),
      onFailure: (failure): CampaignResult => {
        if (verdictOf(failure) === "as wanted") {
          met(failure, "took it for done: it runs, as wanted", `campaign ${campaign}`)
          return { campaign, started: true, detail: "was running already" }
        }
        lane.fail(failure, "left it, for somebody to look after in Salesflow", `campaign ${campaign}`)
        return { campaign, started: false, detail: `not started: ${reasonOf(failure) ?? failure.message}` }
      }
    })
  )
})

/** A line of the table for each step, also before anything is written. */
export const rowsOf = ({ cells, plan }: Pick<Prepared, "cells" | "plan">): ReadonlyArray<Row> =>
  plan.map((step): Row => {
    if (step._tag === "Skip") return step.row
    const { email, where } = step._tag === "Deliver" ? step.contact : step.person
    const listed = step._tag === "Deliver" ? undefined : step.listed
    return { where, who: email, listed, cells: cells.get(step) ?? new Map() }
  })

const reportOf = (prepared: Prepared, campaigns: ReadonlyArray<CampaignResult>): Report => ({
  vendors: prepared.assignment.lanes.map(({ place: { name, vendor } }) => ({ name, vendor })),
  rows: rowsOf(prepared),
  campaigns,
  left: prepared.assignment.lanes.flatMap((lane) => lane.left() ?? []),
  unheard: unheardOf(prepared.assignment)
})
