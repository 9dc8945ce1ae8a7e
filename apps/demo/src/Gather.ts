/** What a job knows before it writes anything: the contacts, who is at which vendor already, and who unsubscribed. */
import { Effect, Stream } from "effect"
import type { Assignment } from "./Assignment.ts"
import { CannotRun } from "./CannotRun.ts"
import type { Contact, Person } from "./Contact.ts"
import { there } from "./Delivery.ts"
import type { Suppression } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import { Steps } from "./durable/Steps.ts"
import { keyOf } from "./EmailAddress.ts"
import type { Lane } from "./Lane.ts"
import { type Line, Roster } from "./Roster.ts"
import { type Cell, cell } from "./Row.ts"
import { Screen } from "./Screen.ts"
import { hintOf } from "./Verdict.ts"

const together = { concurrency: "unbounded" } as const

/** Without sources or without destinations there is nothing to do. */
const stopIf = ({ lanes }: Assignment, reason: string, stop: boolean) => {
  if (!stop) return Effect.void
  const failures = lanes.flatMap((lane) => lane.left() ?? [])
  const message = failures.map((failure) => `${failure.message}\n${hintOf(failure)}`).join("\n")
  return Effect.fail(new CannotRun({ message: `${reason} Nothing was written.\n${message}` }))
}

/** All contacts, and who is at which vendor already, all vendors at once. */
export const contacts = Effect.fnUntraced(function* (assignment: Assignment) {
  const { deliveries, lanes, salesflow, salesflowCampaigns } = assignment
  const roster = yield* Roster
  roster.clear(assignment.again)
  roster.add(yield* assignment.contacts)
  const lane = lanes.find(({ place }) => place === salesflow)
  const [ofSalesflow, members] = yield* Effect.all(
    [
      salesflow === undefined || lane === undefined
        ? Effect.succeed([])
        : Effect.forEach(salesflowCampaigns, (campaign) => lane.needed(salesflow.contacts(campaign), [])),
      Effect.forEach(deliveries, ({ destination, lane }) => lane.needed(destination.members, new Set()), together)
    ],
    together
  )
  for (const entries of ofSalesflow) roster.add(entries)
  for (const [index, { destination }] of deliveries.entries()) roster.addMembers(destination.name, members[index]!)
  yield* stopIf(assignment, "Cannot read any contacts.", roster.isEmpty() && lane?.left() !== undefined)
})

const nobody: Iterable<readonly [key: string, words: string]> = []

/** Who unsubscribed, says the file, a vendor or the ledger, which then knows all of it. */
export const whoUnsubscribed = Effect.fnUntraced(function* (assignment: Assignment) {
  const { deliveries } = assignment
  const ledger = yield* Ledger
  const roster = yield* Roster
  const file = yield* assignment.unsubscribed
  const said = yield* Effect.forEach(
    deliveries,
    ({ destination: { unsubscribed }, lane }) =>
      unsubscribed === undefined ? Effect.succeed(nobody) : lane.needed(unsubscribed(roster.addresses), nobody),
    together
  )
  const isLeft = deliveries.every(({ lane }) => lane.left() !== undefined)
  yield* stopIf(assignment, "Cannot read from any vendor that contacts could go to.", isLeft)
  const sources = [
    { place: undefined, said: [...file].map(([key, where]) => [key, `in ${where}`] as const) },
    ...deliveries.map(({ destination: { name } }, index) => ({
      place: name,
      said: [...said[index]!].map(([key, words]) => [key, `${words} at ${name}`] as const)
    }))
  ]
  for (const { place, said } of sources) {
    roster.addSaid(said, place)
    yield* ledger.add(said)
  }
  yield* Stream.runForEachArray(ledger.sources, (known) => Effect.sync(() => roster.addSaid(known)))
  roster.mark()
})

/** Fills in what is known of contacts without asking anybody. */
export const settle = Effect.fnUntraced(function* ({ deliveries, salesflow }: Assignment) {
  const roster = yield* Roster
  const steps = yield* Steps
  for (const page of roster.deliveries()) {
    for (const { line, person } of salesflow === undefined ? [] : page) {
      if (person.members.length > 0) roster.put(line, salesflow!.vendor, { kind: "source", text: "source" })
    }
    const keys = page.map(({ person: { email } }) => keyOf(email))
    for (const { destination, lane } of deliveries) {
      const done = yield* steps.done(destination.target, destination.step, keys)
      const settled = ({ person: contact }: Line<Contact>, key: string): Cell | undefined => {
        // First, since it wants to see each contact, also those that are done.
        const lacks = destination.lacks?.(contact, (thing) => roster.claim(destination.name, thing, contact.email))
        if (done.has(key)) return there()
        if (destination.membersAreDone && roster.isMember(destination.name, key)) return there()
        if (lacks !== undefined) return { kind: "lacking", ...lacks }
        return lane.left() === undefined ? undefined : cell("not tried")
      }
      for (const [index, delivery] of page.entries()) {
        const known = settled(delivery, keys[index]!)
        if (known !== undefined) roster.put(delivery.line, destination.vendor, known)
      }
    }
  }
})

/** How to leave those alone who unsubscribed, at each vendor that knows them: looked for first, so that all can be named. */
export const suppressions = Effect.fnUntraced(function* ({ concurrency, lanes }: Assignment) {
  const roster = yield* Roster
  const { progress } = yield* Screen
  const found: Array<ToSuppress> = []
  const lookAt = Effect.fnUntraced(function* (lane: Lane, { line, person }: Line<Person>) {
    const result = yield* lane.find(person)
    if ("kind" in result) roster.put(line, lane.place.vendor, result)
    else found.push({ line, person, lane, found: result })
  })
  const total = roster.suppressionCount() * lanes.length
  if (total === 0) return found
  yield* progress("Look-ups", total, (tick) =>
    Effect.gen(function* () {
      for (const page of roster.suppressions()) {
        const each = (lane: Lane) =>
          Effect.forEach(page, (one) => Effect.andThen(lookAt(lane, one), tick), { concurrency, discard: true })
        yield* Effect.forEach(lanes, each, together)
      }
    })
  )
  return found
})

/** Somebody, and how a vendor is told to leave them alone. */
export interface ToSuppress {
  readonly line: number
  readonly person: Person
  readonly lane: Lane
  readonly found: Suppression
}
