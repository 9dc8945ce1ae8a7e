/**
 * The job: gather the contacts, find out who unsubscribed, suppress them at every vendor, deliver the others to every
 * destination, start the Salesflow campaigns. The failure of a contact or a vendor does not stop the others.
 */
import { Effect, Stream } from "effect"
import { Prevented, unless } from "./BeforeRequest.ts"
import type { JobInput } from "./JobInput.ts"
import { Ledger } from "./durable/Ledger.ts"
import * as Outreach from "./durable/Outreach.ts"
import { Steps } from "./durable/Steps.ts"
import * as Suppression from "./durable/Suppression.ts"
import { keyOf } from "./EmailAddress.ts"
import { FailureLog, unreadableTitle } from "./FailureLog.ts"
import { whileOpen } from "./Gate.ts"
import * as Gather from "./Gather.ts"
import type { CampaignResult, Report } from "./Report.ts"
import { type Line, Roster } from "./Roster.ts"
import { type Contact, type Entry, profileIdOf } from "./Contact.ts"
import { cell } from "./Row.ts"
import { Screen } from "./Screen.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

/** Contacts in progress for each one that a vendor takes at once, so that no contact waits for the slowest vendor. */
const ahead = 8

/** Reads everything and decides about each contact. Writes nothing to a vendor, and nothing to the ledger. */
export const prepare = Effect.fnUntraced(function* (input: JobInput) {
  yield* Screen.use(({ line }) => line("Reading who is there already, and who unsubscribed ..."))
  yield* Gather.contacts(input)
  const unsubscribed = yield* Gather.whoUnsubscribed(input)
  yield* Gather.settle(input)
  const toSuppress = yield* Gather.suppressions(input)
  for (const text of (yield* FailureLog).unreadable())
    yield* Screen.use(({ line }) => line(`${unreadableTitle}: ${text}`))
  return { input, toSuppress, unsubscribed, intended: intendedOf(input, yield* Roster, toSuppress) }
})
export type Prepared = Effect.Success<ReturnType<typeof prepare>>

/** Suppresses the unsubscribed people, delivers the others to every destination, and starts the Salesflow campaigns. */
export const carryOut = Effect.fnUntraced(function* (prepared: Prepared) {
  const { input, unsubscribed } = prepared
  const { deliveries, round, salesflowCampaigns, targets } = input
  const roster = yield* Roster
  const steps = yield* Steps
  const { progress } = yield* Screen
  // Only now, since nobody can take back what a preview adds.
  for (const people of unsubscribed) yield* Ledger.use(({ add }) => add(people))
  // From here on, another job on the same database delivers to none of them.
  const toSuppress = [...prepared.toSuppress, ...(yield* Gather.suppressionsSince(input))]
  yield* steps.begin(targets, round)
  const total = deliveries.reduce((sum, { adapter }) => sum + roster.openCount(adapter.vendor), toSuppress.length)
  const suppress = suppressOnce(input)
  const unsettled = yield* progress("Steps", total, (tick) =>
    // Suppression comes first at every vendor, so that it is done even if the job is interrupted.
    Effect.andThen(suppressAll(input, toSuppress, tick), deliverAll(prepared, suppress, tick))
  ).pipe(Effect.andThen(suppressSince(suppress)), Effect.andThen(Suppression.settled), Effect.provide(input.engine))
  const campaigns = yield* Effect.forEach(salesflowCampaigns, (campaign) =>
    start(input.source, campaign).pipe(whileOpen(input.gate))
  )
  const through = deliveries.filter(({ left }) => left() === undefined)
  yield* steps.finish(through.map(({ adapter }) => adapter.target))
  return { ...reportOf(prepared, roster, campaigns, (yield* FailureLog).unreadable()), unsettled }
})

const suppressAll = Effect.fnUntraced(function* (
  input: JobInput,
  toSuppress: ReadonlyArray<Gather.ToSuppress>,
  tick: Effect.Effect<void>
) {
  const ledger = yield* Ledger
  const roster = yield* Roster
  const suppress = Effect.fnUntraced(function* ({ found, session, line, person }: Gather.ToSuppress) {
    const result = yield* session.suppress(person, found).pipe(whileOpen(input.gate))
    if (result.kind === "suppressed") yield* ledger.told(person.email, session.adapter.name)
    roster.put(line, session.adapter.vendor, result)
    yield* tick
  })
  const concurrency = input.concurrency * input.sessions.length
  yield* Effect.forEach(toSuppress, suppress, { concurrency, discard: true })
})

/** Starts the suppression of a contact who unsubscribed since they were read, with all that this run knows of them. */
const suppressOnce = ({ gate, sessions }: JobInput) => {
  const started = new Set<string>()
  const vendors = sessions.map(({ adapter }) => adapter.vendor)
  return Effect.fnUntraced(function* (contact: Contact) {
    if (started.has(contact.email)) return
    started.add(contact.email)
    yield* gate.await
    yield* Suppression.start(contact, vendors)
  })
}
type Suppress = ReturnType<typeof suppressOnce>

/** A webhook may know less of the contact than this run, and a vendor may have been adding them when it came. */
const suppressSince = Effect.fnUntraced(function* (suppress: Suppress) {
  const ledger = yield* Ledger
  for (const page of (yield* Roster).deliveries()) {
    const gone = yield* ledger.among(page.map(({ person }) => keyOf(person.email)))
    for (const { person } of page) if (gone.has(keyOf(person.email))) yield* suppress(person)
  }
})

/** This contact, who must get nothing by the profile if another of its addresses unsubscribes. */
const withOthers = (contact: Contact, { addressesOf }: Roster["Service"]): Contact => {
  const { email, linkedin } = contact
  const addresses = linkedin === undefined ? [] : addressesOf(profileIdOf(linkedin))
  const others = addresses.filter((key) => key !== keyOf(email))
  return others.length === 0 ? contact : { ...contact, others }
}

const deliverAll = Effect.fnUntraced(function* ({ input }: Prepared, suppress: Suppress, tick: Effect.Effect<void>) {
  const { round, run, settings } = input
  const destinations = input.deliveries.map(({ adapter }) => adapter)
  const roster = yield* Roster
  const runStart = yield* Steps.use(({ clock }) => clock)
  const job = JSON.stringify([round, ...input.targets])
  const deliver = Effect.fnUntraced(function* ({ cells, line, person }: Line<Contact>) {
    const open = destinations.filter(({ vendor }) => !(vendor in cells))
    if (open.length === 0) return
    yield* input.gate.await
    const contact = withOthers(person, roster)
    const targets = Object.fromEntries(open.map(({ target, vendor }) => [vendor, target]))
    const results = yield* Outreach.deliverToTargets({ contact, targets, settings, job, run }, runStart)
    if (Object.values(results).some(({ kind }) => kind === "suppressed")) yield* suppress(person)
    for (const { vendor } of open) {
      roster.put(line, vendor, results[vendor] ?? cell("not tried"))
      yield* tick
    }
  })
  const concurrency = input.concurrency * ahead
  yield* Stream.fromIterable(roster.deliveries(), { chunkSize: 1 }).pipe(
    Stream.flattenIterable,
    Stream.mapEffect(deliver, { concurrency, unordered: true }),
    Stream.runDrain
  )
})

/** What the job is about to write. */
const intendedOf = (input: JobInput, roster: Roster["Service"], toSuppress: ReadonlyArray<Gather.ToSuppress>) => {
  const { deliveries, salesflowCampaigns, sessions, source } = input
  return {
    vendors: sessions.map(({ adapter }) => {
      const { delivers, name, suppresses, vendor } = adapter
      const count = roster.openCount(vendor)
      const people = toSuppress.flatMap(({ found, session, person }) =>
        session.adapter === adapter && found._tag === "ToDo" ? [person.email] : []
      )
      return {
        name,
        intends: [
          ...(delivers === undefined || count === 0 ? [] : [delivers(count)]),
          ...(people.length === 0 ? [] : [suppresses(people)])
        ]
      }
    }),
    starts: source === undefined || source.left() !== undefined ? [] : salesflowCampaigns,
    /** Vendors at which nothing can be done. */
    left: sessions.flatMap(({ adapter, left }) => (left() === undefined ? [] : [adapter.name])),
    /** Those of them that could not report who unsubscribed. */
    unreported: deliveries.flatMap(({ adapter: { name, unsubscribed }, left }) =>
      unsubscribed === undefined || left() === undefined ? [] : [name]
    )
  }
}
export type Intended = ReturnType<typeof intendedOf>

const unreadableOf = (entry: Entry) => (entry._tag === "Contact" ? undefined : entry.unreadable)

const namesOf = (people: ReadonlyArray<Entry>) => {
  const some = people.slice(0, 3)
  const names = some.map((entry) => (entry._tag === "Contact" ? entry.email : (entry.unreadable ?? entry.who)))
  const more = people.length > some.length ? ` and ${people.length - some.length} more` : ""
  return `${names.join(", ")}${more}`
}

/** Why a campaign with these members must not start: one who unsubscribed may be in it. Undefined if none is. */
const obstacleIn = Effect.fnUntraced(function* (members: ReadonlyArray<Entry>) {
  const ledger = yield* Ledger
  const { addressesOf } = yield* Roster
  const unsubscribed = Effect.fnUntraced(function* (entry: Entry) {
    const { linkedin } = entry
    const ids = entry._tag === "Contact" ? [entry.email] : []
    // Salesflow writes to a profile, whatever its address.
    const profile = linkedin === undefined ? undefined : profileIdOf(linkedin)
    if (profile !== undefined) ids.push(profile, ...addressesOf(profile))
    for (const id of ids) if ((yield* ledger.reason(id)) !== undefined) return true
    return false
  })
  const gone = yield* Effect.filter(members, unsubscribed)
  const unclear = members.filter((entry) => unreadableOf(entry) !== undefined && !gone.includes(entry))
  const obstacles = [
    ...(gone.length === 0 ? [] : [`${namesOf(gone)} unsubscribed, but may still be in it`]),
    ...(unclear.length === 0 ? [] : [`it is unknown whether ${namesOf(unclear)} unsubscribed`])
  ]
  return obstacles.length === 0 ? undefined : obstacles.join("; ")
})

const start = Effect.fnUntraced(function* (source: JobInput["source"], campaign: number) {
  const result = (started: boolean, detail: string): CampaignResult => ({ campaign, started, detail })
  if (source === undefined || source.left() !== undefined) return result(false, "not tried")
  const heldBack = (why: string) => ({ ...result(false, `not started: ${why}`), mustBeSettled: true })
  // Read again: a deletion may have failed, and somebody may have joined or unsubscribed since.
  const members = yield* Effect.result(source.adapter.contacts(campaign))
  if (members._tag === "Failure") {
    const { failure } = members
    source.fail(failure, "did not start the campaign, since it is unknown who is in it", `campaign ${campaign}`)
    return heldBack(`it is unknown who is in it: ${reasonOf(failure) ?? failure.message}`)
  }
  const sent = yield* Effect.result(unless(source.adapter.start(campaign), obstacleIn(members.success)))
  if (sent._tag === "Success") {
    return sent.success instanceof Prevented ? heldBack(sent.success.by) : result(true, "started")
  }
  const { failure } = sent
  if (verdictOf(failure) === "as wanted") {
    source.record(failure, "counted it as done: the campaign already runs", `campaign ${campaign}`)
    return result(true, "was running already")
  }
  source.fail(failure, "left it, for somebody to look after in Salesflow", `campaign ${campaign}`)
  const reason = reasonOf(failure) ?? failure.message
  if (verdictOf(failure) !== "unclear") return result(false, `not started: ${reason}`)
  const perhaps = `perhaps started: ${reason}; look in Salesflow, or run the job again`
  return { ...result(false, perhaps), mustBeSettled: true }
})

const reportOf = (
  { input, intended: { unreported } }: Prepared,
  { countOf, rows }: Roster["Service"],
  campaigns: ReadonlyArray<CampaignResult>,
  unreadable: ReadonlyArray<string>
): Omit<Report, "unsettled"> => ({
  vendors: input.sessions.map(({ adapter }) => adapter),
  rows,
  campaigns,
  left: input.sessions.flatMap((session) => session.left() ?? []),
  untried: input.deliveries.flatMap(({ adapter: { name, vendor }, left }) => {
    const count = countOf(vendor, "not tried")
    return left() !== undefined || count === 0 ? [] : [{ name, count }]
  }),
  unreported,
  unreadable
})
