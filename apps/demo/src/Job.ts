/**
 * The job itself: gather the contacts, see who unsubscribed anywhere, suppress those everywhere, bring the others to
 * every destination, start the Salesflow campaigns. Neither a contact's nor a vendor's failure stops the others.
 */
import { Effect, Stream } from "effect"
import type { Assignment } from "./Assignment.ts"
import { Ledger } from "./durable/Ledger.ts"
import * as Outreach from "./durable/Outreach.ts"
import { Steps } from "./durable/Steps.ts"
import { Encounters } from "./Encounters.ts"
import * as Gather from "./Gather.ts"
import type { CampaignResult, Report } from "./Report.ts"
import { type Line, Roster } from "./Roster.ts"
import type { Contact } from "./Contact.ts"
import { cell } from "./Row.ts"
import { Screen } from "./Screen.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

/** What the job is about to write. */
export interface Intended {
  readonly vendors: ReadonlyArray<{ readonly name: string; readonly intends: ReadonlyArray<string> }>
  readonly starts: ReadonlyArray<number>
  /** Vendors that nothing can be done at. */
  readonly left: ReadonlyArray<string>
  /** Those of them that would have said who unsubscribed there. */
  readonly unheard: ReadonlyArray<string>
}

/** How many contacts are under way for each that a vendor takes at once, so that none waits for the slowest vendor. */
const ahead = 8

/** Reads everything and decides about each contact. Writes nothing to a vendor. */
export const prepare = Effect.fnUntraced(function* (assignment: Assignment) {
  const steps = yield* Steps
  const { goesOn, round } = yield* steps.round(targetsOf(assignment), assignment.anew)
  if (assignment.anew && !goesOn) yield* Ledger.use(({ clear }) => clear)
  yield* assignment.begin(goesOn)
  yield* Screen.use(({ line }) => line("Reading who is there already, and who unsubscribed ..."))
  yield* Gather.contacts(assignment)
  yield* Gather.whoUnsubscribed(assignment)
  yield* Gather.settle(assignment)
  const toSuppress = yield* Gather.suppressions(assignment)
  return { assignment, round, toSuppress, intended: intendedOf(assignment, yield* Roster, toSuppress) }
})
export type Prepared = Effect.Success<ReturnType<typeof prepare>>

/** Suppresses who unsubscribed, brings the others to every destination, starts the Salesflow campaigns. */
export const carryOut = Effect.fnUntraced(function* (prepared: Prepared) {
  const { assignment, round, toSuppress } = prepared
  const { deliveries, destinations, salesflowCampaigns } = assignment
  const roster = yield* Roster
  const steps = yield* Steps
  const { progress } = yield* Screen
  yield* steps.begin(targetsOf(assignment), round)
  const total = destinations.reduce((sum, { vendor }) => sum + roster.openCount(vendor), toSuppress.length)
  yield* progress("Steps", total, (tick) =>
    // First who must not be written to, at every vendor: should the job be cut off, these are done.
    Effect.andThen(suppressAll(prepared, tick), deliverAll(prepared, tick))
  ).pipe(Effect.provide(assignment.engine))
  const campaigns = yield* Effect.forEach(salesflowCampaigns, (campaign) => start(assignment, campaign))
  const through = deliveries.filter(({ lane }) => lane.left() === undefined)
  yield* steps.finish(through.map(({ destination }) => destination.target))
  return reportOf(assignment, roster, campaigns)
})

const suppressAll = Effect.fnUntraced(function* ({ assignment, toSuppress }: Prepared, tick: Effect.Effect<void>) {
  const ledger = yield* Ledger
  const roster = yield* Roster
  const suppress = Effect.fnUntraced(function* ({ found, lane, line, person }: Gather.ToSuppress) {
    yield* assignment.gate
    const result = yield* lane.suppress(person, found)
    if (result.kind === "suppressed") yield* ledger.told(person.email, lane.place.name)
    roster.put(line, lane.place.vendor, result)
    yield* tick
  })
  const concurrency = assignment.concurrency * assignment.lanes.length
  yield* Effect.forEach(toSuppress, suppress, { concurrency, discard: true })
})

const deliverAll = Effect.fnUntraced(function* ({ assignment, round }: Prepared, tick: Effect.Effect<void>) {
  const { destinations, run, settings } = assignment
  const roster = yield* Roster
  const since = yield* Steps.use(({ clock }) => clock)
  const job = JSON.stringify([round, ...targetsOf(assignment)])
  const deliver = Effect.fnUntraced(function* ({ cells, line, person: contact }: Line<Contact>) {
    const open = destinations.filter(({ vendor }) => !(vendor in cells))
    if (open.length === 0) return
    yield* assignment.gate
    const targets = Object.fromEntries(open.map(({ target, vendor }) => [vendor, target]))
    const results = yield* Outreach.bring({ contact, targets, settings, job, run }, since)
    for (const { vendor } of open) {
      roster.put(line, vendor, results[vendor] ?? cell("not tried"))
      yield* tick
    }
  })
  const concurrency = assignment.concurrency * ahead
  yield* Stream.fromIterable(roster.deliveries(), { chunkSize: 1 }).pipe(
    Stream.flattenIterable,
    Stream.mapEffect(deliver, { concurrency, unordered: true }),
    Stream.runDrain
  )
})

const targetsOf = ({ destinations }: Assignment) => destinations.map(({ target }) => target)

const unheardOf = ({ deliveries }: Assignment): ReadonlyArray<string> =>
  deliveries.flatMap(({ destination, lane }) =>
    destination.unsubscribed !== undefined && lane.left() !== undefined ? [destination.name] : []
  )

const intendedOf = (
  assignment: Assignment,
  roster: Roster["Service"],
  toSuppress: ReadonlyArray<Gather.ToSuppress>
): Intended => {
  const { destinations, lanes, salesflow, salesflowCampaigns } = assignment
  const left = lanes.filter((lane) => lane.left() !== undefined).map(({ place }) => place)
  return {
    vendors: lanes.map(({ place }) => {
      const destination = destinations.find((destination) => destination === place)
      const count = destination === undefined ? 0 : roster.openCount(place.vendor)
      const people = toSuppress.flatMap(({ found, lane, person }) =>
        lane.place === place && found._tag === "ToDo" ? [person.email] : []
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

const reportOf = (
  assignment: Assignment,
  { rows }: Roster["Service"],
  campaigns: ReadonlyArray<CampaignResult>
): Report => ({
  vendors: assignment.lanes.map(({ place: { name, vendor } }) => ({ name, vendor })),
  rows,
  campaigns,
  left: assignment.lanes.flatMap((lane) => lane.left() ?? []),
  unheard: unheardOf(assignment)
})
