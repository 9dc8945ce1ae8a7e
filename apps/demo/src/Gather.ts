/**
 * Collects everything before anything is written: the contacts, the people at each vendor, and those who unsubscribed.
 */
import { Effect, Result, Stream } from "effect"
import type { JobInput } from "./JobInput.ts"
import { cannotRun } from "./CannotRun.ts"
import { type Contact, type Person, profileIdOf } from "./Contact.ts"
import { given, profileIdAt, sameAsUnsubscribed, type Suppression } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import { Steps } from "./durable/Steps.ts"
import { keyOf } from "./EmailAddress.ts"
import { FailureLog, unreadableAt } from "./FailureLog.ts"
import { addressIn } from "./VendorAddress.ts"
import type { VendorSession } from "./VendorSession.ts"
import { type Line, Roster } from "./Roster.ts"
import { type Cell, cell } from "./Row.ts"
import { Screen } from "./Screen.ts"
import { hintOf } from "./Verdict.ts"

const atOnce = { concurrency: "unbounded" } as const

/** Stops the job, since it has no source or no destination. */
const stop = ({ sessions }: JobInput, reason: string) => {
  const failures = sessions.flatMap((session) => session.left() ?? [])
  const message = failures.map((failure) => `${failure.message}\n${hintOf(failure)}`).join("\n")
  return cannotRun(`${reason} Nothing was written.\n${message}`)
}

/** Reads the keys of a vendor's addresses, and notes those that nobody can read. */
const readerOf = Effect.map(
  FailureLog,
  ({ noteUnreadable }) =>
    (source: string, emails: ReadonlyArray<string>) =>
      emails.flatMap((email) => {
        const address = addressIn(email)
        if (Result.isSuccess(address)) return [keyOf(address.success)]
        noteUnreadable(unreadableAt(source, email))
        return []
      })
)

/** Reads all contacts and who is at each vendor already, from all vendors at once. */
export const contacts = Effect.fnUntraced(function* (input: JobInput) {
  const { deliveries, salesflowCampaigns, source } = input
  const roster = yield* Roster
  roster.clear(input.again)
  roster.add(yield* input.contacts)
  const [ofSalesflow, members] = yield* Effect.all(
    [
      source === undefined
        ? Effect.succeed([])
        : Effect.forEach(salesflowCampaigns, (campaign) => source.needed(source.adapter.contacts(campaign), [])),
      Effect.forEach(deliveries, ({ adapter, needed }) => needed(adapter.members, []), atOnce)
    ],
    atOnce
  )
  const keysOf = yield* readerOf
  for (const entries of ofSalesflow) {
    roster.add(entries)
    for (const entry of entries) {
      if (entry._tag === "NoContact") keysOf(`${entry.where} at Salesflow`, given(entry.unreadable))
    }
  }
  for (const [index, { adapter }] of deliveries.entries()) {
    const people = Array.from(members[index]!, ({ emails, linkedin }) => {
      const addresses = emails.filter((email) => email.includes("@"))
      return keysOf(`${adapter.into} at ${adapter.name}`, addresses).map((key) => [key, linkedin] as const)
    }).flat()
    roster.addProfiles(people)
    roster.addMembers(
      adapter.name,
      people.map(([key]) => key)
    )
  }
  if (roster.isEmpty() && source?.left() !== undefined) return yield* stop(input, "Cannot read any contacts.")
})

/** Collects who unsubscribed. Returns those that the file and the vendors name, who are not in the ledger yet. */
export const whoUnsubscribed = Effect.fnUntraced(function* (input: JobInput) {
  const { deliveries } = input
  const ledger = yield* Ledger
  const roster = yield* Roster
  const file = yield* input.unsubscribed
  const reported = yield* Effect.forEach(
    deliveries,
    ({ adapter: { unsubscribed }, needed }) =>
      unsubscribed === undefined ? Effect.succeed([]) : needed(unsubscribed, []),
    atOnce
  )
  if (deliveries.every(({ left }) => left() !== undefined)) {
    return yield* stop(input, "Cannot read from any vendor that contacts could go to.")
  }
  const keysOf = yield* readerOf
  roster.addUnsubscribed(file)
  const found: Array<Iterable<readonly [key: string, words: string]>> = [file]
  for (const [index, people] of reported.entries()) {
    const { name } = deliveries[index]!.adapter
    const named = Array.from(people, ({ emails, linkedin, term }) => {
      const source = `${term} at ${name}`
      const ids = linkedin === undefined ? [] : [profileIdOf(linkedin)]
      return [...ids, ...keysOf(source, emails)].map((id) => [id, source] as const)
    })
    roster.addUnsubscribed(named.flat(), name)
    found.push(named.flat())
  }
  yield* Stream.runForEachArray(ledger.sources, (known) => Effect.sync(() => roster.addUnsubscribed(known)))
  roster.mark()
  return [...found, roster.unsubscribedProfiles()]
})

/** Fills in what is known about contacts without any request. */
export const settle = Effect.fnUntraced(function* ({ deliveries, source }: JobInput) {
  const roster = yield* Roster
  const steps = yield* Steps
  for (const page of roster.deliveries()) {
    for (const { line, person } of page) {
      if (source !== undefined && person.members.length > 0) roster.put(line, source.adapter.vendor, cell("source"))
    }
    const keys = page.map(({ person: { email } }) => keyOf(email))
    for (const { adapter: destination, left } of deliveries) {
      const profiles = page.map(({ person }) => profileIdAt(destination, person))
      const known = [...keys, ...profiles.filter((profile) => profile !== undefined)]
      const done = yield* steps.done(destination.target, destination.step, known)
      const settled = (
        { person: contact }: Line<Contact>,
        key: string,
        profile: string | undefined
      ): Cell | undefined => {
        // First, since it must see every contact, including those that are done.
        const lacks = destination.lacks?.(contact, (value) => roster.claim(destination.name, value, contact.email))
        if (done.has(key)) return cell("there")
        if (destination.membersAreDone && roster.isMember(destination.name, key)) return cell("there")
        const reason = profile === undefined ? undefined : roster.reasonOfProfile(profile)
        if (reason !== undefined) return sameAsUnsubscribed(reason)
        if (lacks !== undefined) return { kind: "lacking", ...lacks }
        if (profile !== undefined && done.has(profile))
          return cell("there", "the LinkedIn profile has it, perhaps under another address")
        return left() === undefined ? undefined : cell("not tried")
      }
      for (const [index, delivery] of page.entries()) {
        const known = settled(delivery, keys[index]!, profiles[index])
        if (known !== undefined) roster.put(delivery.line, destination.vendor, known)
      }
    }
  }
})

/** Finds how to suppress who unsubscribed at each vendor, before anything is written, so that all can be named. */
export const suppressions = Effect.fnUntraced(function* ({ concurrency, sessions }: JobInput) {
  const roster = yield* Roster
  const { progress } = yield* Screen
  const found: Array<ToSuppress> = []
  const lookAt = (session: VendorSession, one: Line<Person>) =>
    Effect.map(suppressionAt(session, one), (more) => void found.push(...more))
  const total = roster.suppressionCount() * sessions.length
  if (total === 0) return found
  yield* progress("Look-ups", total, (tick) =>
    Effect.gen(function* () {
      for (const page of roster.suppressions()) {
        const each = (session: VendorSession) =>
          Effect.forEach(page, (one) => Effect.andThen(lookAt(session, one), tick), { concurrency, discard: true })
        yield* Effect.forEach(sessions, each, atOnce)
      }
    })
  )
  return found
})

const suppressionAt = Effect.fnUntraced(function* (session: VendorSession, { line, person }: Line<Person>) {
  const found = yield* session.find(person)
  if (!("kind" in found)) return [{ line, person, session, found }]
  yield* Roster.use(({ put }) => Effect.sync(() => put(line, session.adapter.vendor, found)))
  return []
})

/** Finds those whom another job has delivered since. */
export const suppressionsSince = Effect.fnUntraced(function* ({ deliveries }: JobInput) {
  const { done } = yield* Steps
  const found: Array<ToSuppress> = []
  for (const page of (yield* Roster).suppressions()) {
    for (const session of deliveries) {
      const { step, target, vendor } = session.adapter
      const delivered = yield* done(
        target,
        step,
        page.map(({ person }) => keyOf(person.email))
      )
      for (const one of page) {
        if (one.cells[vendor]?.kind !== "not there" || !delivered.has(keyOf(one.person.email))) continue
        found.push(...(yield* suppressionAt(session, one)))
      }
    }
  }
  return found
})

/** A person to suppress at a vendor, and how. */
export interface ToSuppress {
  readonly line: number
  readonly person: Person
  readonly session: VendorSession
  readonly found: Suppression
}
