/**
 * The job itself: gather the contacts, see who unsubscribed anywhere, suppress those everywhere, bring the others to
 * every destination, start the Salesflow campaigns. Neither a contact's nor a vendor's failure stops the others.
 */
import type { VendorError } from "@salesbridge/core"
import { Effect } from "effect"
import { CannotRun } from "./CannotRun.ts"
import type { Entry } from "./Contact.ts"
import type { Destination, Suppression } from "./Destination.ts"
import { Encounters } from "./Encounters.ts"
import { Journal } from "./Journal.ts"
import * as Lane from "./Lane.ts"
import { emailsOf, planOf, type Said, type Step } from "./Plan.ts"
import type { CampaignResult, Report } from "./Report.ts"
import type { Cell, Row } from "./Row.ts"
import type { Source } from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import type { Unsubscribed } from "./Unsubscribed.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

export interface Assignment {
  /** Absent where its variables are not set. */
  readonly salesflow: Source | undefined
  readonly destinations: ReadonlyArray<Destination>
  /** What the CSV file holds, where there is one. */
  readonly rows: ReadonlyArray<Entry>
  readonly unsubscribed: Unsubscribed
  readonly salesflowCampaigns: ReadonlyArray<number>
  /** How many contacts are under way at once at each vendor. */
  readonly concurrency: number
  /** Asked once everything is read and before anything is written. Fails where it must not be. */
  readonly confirm: (intended: Intended) => Effect.Effect<void, CannotRun>
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

const isCell = (result: Suppression | Cell): result is Cell => "kind" in result

/** What to do about a vendor that was left. */
export const hintOf = (failure: VendorError.Failure): string => {
  const { status, vendor } = failure
  if (verdictOf(failure) !== "hopeless") return `${vendor} could not do its part.`
  return status === 402
    ? `${vendor} asks for payment: its plan or its credits do not cover the job.`
    : `${vendor} refuses the credentials: check its variables, and that they belong together.`
}

export const run = Effect.fnUntraced(function* (assignment: Assignment) {
  const { destinations, rows, salesflow, salesflowCampaigns } = assignment
  const journal = yield* Journal
  const { met } = yield* Encounters
  const { line, progress } = yield* Screen
  const concurrency = { concurrency: assignment.concurrency }
  const together = { concurrency: "unbounded" } as const

  const places = salesflow === undefined ? destinations : [salesflow, ...destinations]
  const lanes = yield* Effect.forEach(places, Lane.make)
  const laneOf = new Map(lanes.map((lane) => [lane.place.vendor, lane]))
  const isLeft = ({ vendor }: { readonly vendor: string }) => laneOf.get(vendor)!.left() !== undefined

  /** Without sources or without destinations there is nothing to do. */
  const stopIf = (reason: string, stop: boolean) =>
    Effect.suspend(() => {
      if (!stop) return Effect.void
      const failures = lanes.flatMap((lane) => lane.left() ?? [])
      const message = failures.map((failure) => `${failure.message}\n${hintOf(failure)}`).join("\n")
      return Effect.fail(new CannotRun({ message: `${reason} Nothing was written.\n${message}` }))
    })

  // Reads, all vendors at once.
  yield* line("Reading who is there already, and who unsubscribed ...")
  const membersOf = new Map<string, ReadonlySet<string>>()
  const [ofSalesflow] = yield* Effect.all(
    [
      salesflow === undefined
        ? Effect.succeed([])
        : Effect.forEach(salesflowCampaigns, (campaign) =>
            laneOf.get(salesflow.vendor)!.needed(salesflow.contacts(campaign), [])
          ),
      Effect.forEach(
        destinations,
        ({ members, name, vendor }) =>
          Effect.tap(laneOf.get(vendor)!.needed(members, new Set<string>()), (keys) =>
            Effect.sync(() => membersOf.set(name, keys))
          ),
        together
      )
    ],
    together
  )
  const entries: ReadonlyArray<Entry> = [...rows, ...ofSalesflow.flat()]
  yield* stopIf("Cannot read any contacts.", entries.length === 0 && salesflow !== undefined && isLeft(salesflow))

  const unsubscribed = new Map<string, ReadonlyArray<Said>>()
  const say = (key: string, said: Said) => unsubscribed.set(key, [...(unsubscribed.get(key) ?? []), said])
  for (const [key, where] of assignment.unsubscribed) say(key, { by: undefined, words: `in ${where}` })
  const emails = emailsOf(entries, membersOf)
  const said = yield* Effect.forEach(
    destinations,
    ({ unsubscribed, vendor }) =>
      unsubscribed === undefined
        ? Effect.succeed(new Map<string, string>())
        : laneOf.get(vendor)!.needed(unsubscribed(emails), new Map<string, string>()),
    together
  )
  for (const [index, { name }] of destinations.entries()) {
    for (const [key, words] of said[index]!) say(key, { by: name, words: `${words} at ${name}` })
  }
  yield* stopIf("Cannot read from any vendor that contacts could go to.", destinations.every(isLeft))

  const plan = planOf({ entries, unsubscribed, members: membersOf })
  const delivers = plan.filter((step): step is DeliverStep => step._tag === "Deliver")
  const suppresses = plan.filter((step): step is SuppressStep => step._tag === "Suppress")
  const cells = new Map<Step, Map<string, Cell>>()
  const put = (step: Step, vendor: string, result: Cell) => {
    cells.set(step, (cells.get(step) ?? new Map<string, Cell>()).set(vendor, result))
  }

  // Who must not be written to is looked for before anything is written, so that all of it can be named.
  const prepare = (tick: Effect.Effect<void>) =>
    Effect.forEach(
      lanes,
      Effect.fnUntraced(function* (lane) {
        const { place } = lane
        const found = yield* Effect.forEach(
          suppresses,
          ({ person }) => Effect.tap(lane.find(person), tick),
          concurrency
        )
        const toSuppress = suppresses.flatMap((step, index) => {
          const result = found[index]!
          if (!isCell(result)) return [{ step, found: result }]
          put(step, place.vendor, result)
          return []
        })
        const destination = destinations.find((destination) => destination === place)
        if (destination === undefined) return { lane, toSuppress, delivery: undefined }
        const delivery = yield* Lane.makeDelivery(destination, lane, membersOf.get(place.name) ?? new Set())
        const open = lane.left() === undefined ? delivers.filter(({ contact }) => !delivery.settled(contact)).length : 0
        return { lane, toSuppress, delivery: { ...delivery, open, destination } }
      }),
      together
    )
  const lookUps = suppresses.length * lanes.length
  const work = yield* lookUps === 0 ? prepare(Effect.void) : progress("Look-ups", lookUps, prepare)

  const unheard = destinations.filter((one) => one.unsubscribed !== undefined && isLeft(one)).map(({ name }) => name)
  yield* assignment.confirm({
    vendors: work.map(({ delivery, lane, toSuppress }) => {
      const people = toSuppress.flatMap(({ found, step }) => (found._tag === "ToDo" ? [step.person.email] : []))
      return {
        name: lane.place.name,
        intends: [
          ...(delivery === undefined || delivery.open === 0 ? [] : [delivery.destination.delivers(delivery.open)]),
          ...(people.length === 0 ? [] : [lane.place.suppresses(people)])
        ]
      }
    }),
    starts: salesflow === undefined || isLeft(salesflow) ? [] : salesflowCampaigns,
    left: lanes.filter((lane) => lane.left() !== undefined).map(({ place }) => place.name),
    unheard
  })

  const total = work.reduce(
    (sum, { delivery, toSuppress }) => sum + toSuppress.length + (delivery === undefined ? 0 : delivers.length),
    0
  )
  yield* progress("Steps", total, (tick) =>
    Effect.gen(function* () {
      // First who must not be written to, at every vendor: should the job be cut off, these are done.
      yield* Effect.forEach(
        work,
        ({ lane, toSuppress }) =>
          Effect.forEach(
            toSuppress,
            ({ found, step }) =>
              Effect.tap(lane.suppress(step.person, found), (result) => {
                put(step, lane.place.vendor, result)
                return tick
              }),
            concurrency
          ),
        together
      )
      // Each vendor at its own pace.
      yield* Effect.forEach(
        work,
        Effect.fnUntraced(function* ({ delivery, lane }) {
          if (delivery === undefined) {
            for (const step of delivers) {
              if (step.contact.members.length > 0) put(step, lane.place.vendor, { kind: "source", text: "source" })
            }
            return
          }
          const results = yield* Effect.forEach(
            delivers,
            ({ contact }) => Effect.tap(delivery.deliver(contact), tick),
            concurrency
          )
          yield* Effect.forEach(
            delivers,
            (step, index) => {
              const result = results[index]!
              return Effect.map("_tag" in result ? delivery.lookUp(result) : Effect.succeed(result), (result) =>
                put(step, lane.place.vendor, result)
              )
            },
            concurrency
          )
        }),
        together
      )
    })
  )

  const start = Effect.fnUntraced(function* (campaign: number) {
    const lane = salesflow && laneOf.get(salesflow.vendor)
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
  const campaigns = yield* Effect.forEach(salesflowCampaigns, start)
  yield* journal.finish(destinations.filter((destination) => !isLeft(destination)).map(({ target }) => target))

  const reported = plan.map((step): Row => {
    if (step._tag === "Skip") return step.row
    const { email, where } = step._tag === "Deliver" ? step.contact : step.person
    const listed = step._tag === "Deliver" ? undefined : step.listed
    return { where, who: email, listed, cells: cells.get(step) ?? new Map() }
  })
  return {
    vendors: places.map(({ name, vendor }) => ({ name, vendor })),
    rows: reported,
    campaigns,
    left: lanes.flatMap((lane) => lane.left() ?? []),
    unheard
  } satisfies Report
})
