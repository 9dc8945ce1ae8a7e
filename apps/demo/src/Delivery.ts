/**
 * Brings one contact to one destination: look first where it may have happened, send once, and look up what is unclear.
 * Whoever unsubscribed meanwhile gets nothing.
 */
import type { VendorError } from "@salesbridge/core"
import { Effect, type Result, Semaphore } from "effect"
import type { SqlError } from "effect/sql"
import type { Contact } from "./Contact.ts"
import type { Destination, Prepared } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import { type State, Steps } from "./durable/Steps.ts"
import { FailureLog } from "./FailureLog.ts"
import { failed, type VendorSession } from "./VendorSession.ts"
import { type Cell, cell } from "./Row.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

type Outcome =
  | { readonly _tag: "Known"; readonly cell: Cell }
  /** Whether it happened is not known: the call failed in a way that does not tell. */
  | { readonly _tag: "Unclear"; readonly failure: VendorError.Failure }

/** What a send tells of the step. */
const stateOf = (sent: Result.Result<unknown, VendorError.Failure>): State => {
  const verdict = sent._tag === "Success" ? "as wanted" : verdictOf(sent.failure)
  if (verdict === "unclear") return "doing"
  return verdict === "as wanted" ? "done" : "not done"
}

const known = (cell: Cell): Outcome => ({ _tag: "Known", cell })
export const there = (detail?: string): Cell => ({
  kind: "there",
  text: "there",
  ...(detail !== undefined && { detail })
})

/** One destination, and what a delivery to it takes. */
interface Site {
  readonly destination: Destination
  readonly session: VendorSession
  readonly steps: Steps["Service"]
  readonly ledger: Ledger["Service"]
  readonly record: FailureLog["Service"]["record"]
}

const stepOf = ({ destination: { step, target } }: Site, { email }: Contact) => ({ target, step, email })

const delivered = ({ destination }: Site, detail?: string): Cell => ({
  kind: "delivered",
  text: destination.done,
  ...(detail !== undefined && { detail })
})

/** What the table says of who unsubscribed since the job began; undefined where nobody says so. */
const suppressed = ({ ledger }: Site, { email }: Contact) =>
  Effect.map(ledger.reason(email), (reason) =>
    reason === undefined ? undefined : cell("suppressed", `unsubscribed meanwhile: ${reason}`)
  )

/** Looks whether it happened before; undefined where it is to be sent. */
const before = Effect.fnUntraced(function* (site: Site, contact: Contact, prepared: Prepared, perhaps: boolean) {
  if (!prepared.findFirst && !perhaps) return undefined
  const found = yield* Effect.result(prepared.find)
  if (found._tag === "Failure") {
    site.session.fail(found.failure, "did not send, since that could be the second time", contact.email)
    return failed(found.failure, "not sent, since nobody can say whether it was before: ")
  }
  if (found.success === undefined) return undefined
  yield* site.steps.set("done", stepOf(site, contact))
  return there(found.success.but ?? (perhaps ? "sent by a run that was cut off, and found when looked up" : undefined))
})

/** Undefined where somebody else sends it. */
const send = Effect.fnUntraced(function* (site: Site, contact: Contact, prepared: Prepared) {
  const { session, record, steps } = site
  const once = yield* steps.sendOnce(stepOf(site, contact), session.went(prepared.send), stateOf)
  if (once === undefined) return undefined
  const { sent } = once
  if (sent._tag === "Success") return known(delivered(site))
  const { failure } = sent
  const verdict = verdictOf(failure)
  if (verdict === "unclear") {
    session.fail(failure, "did not send it again, since that could be twice, and looked for it instead", contact.email)
    return { _tag: "Unclear", failure } as const
  }
  if (verdict === "as wanted") {
    record(failure, "took it for done: the contact is there, as wanted", contact.email)
    return known(there(reasonOf(failure) ?? failure.message))
  }
  session.fail(failure, "named it in the report; the others went on", contact.email)
  return known(failed(failure))
})

const attempt = Effect.fnUntraced(function* (
  site: Site,
  contact: Contact
): Effect.fn.Return<Outcome, SqlError.SqlError> {
  const { destination, session, ledger, steps } = site
  const state = yield* steps.last(stepOf(site, contact))
  if (state === "done") return known(there())
  if (session.left() !== undefined) return known(cell("not tried"))
  const gone = yield* suppressed(site, contact)
  if (gone !== undefined) return known(gone)
  const prepared = yield* Effect.result(destination.prepare(contact))
  if (prepared._tag === "Failure") {
    session.fail(prepared.failure, "named it in the report; the others went on", contact.email)
    return known(failed(prepared.failure))
  }
  const { unsubscribed } = prepared.success
  if (unsubscribed !== undefined) yield* ledger.add([[contact.email, `${unsubscribed} at ${destination.name}`]])
  const found = yield* before(site, contact, prepared.success, state === "doing")
  if (found !== undefined) return known(found)
  // Once more, at the last moment.
  const goneNow = yield* suppressed(site, contact)
  if (goneNow !== undefined) return known(goneNow)
  // Somebody else is sending it: their outcome is waited for.
  return (yield* send(site, contact, prepared.success)) ?? (yield* attempt(site, contact))
})

/** Looks whether it arrived, after a failure that does not tell. */
const lookUp = Effect.fnUntraced(function* (site: Site, contact: Contact, failure: VendorError.Failure) {
  const found = yield* site.session.left() === undefined
    ? Effect.result(Effect.flatMap(site.destination.prepare(contact), ({ find }) => find))
    : Effect.succeed(undefined)
  if (found === undefined || found._tag === "Failure") return failed(failure, "perhaps done; run again to see. ")
  if (found.success === undefined) return failed(failure, "not there when looked up; run again. ")
  yield* site.steps.set("done", stepOf(site, contact))
  return delivered(site, `found when looked up after: ${failure.message}`)
})

/** `concurrency`: how many contacts are under way at once. */
export const make = Effect.fnUntraced(function* (destination: Destination, session: VendorSession, concurrency: number) {
  const { record } = yield* FailureLog
  const site: Site = { destination, session, steps: yield* Steps, ledger: yield* Ledger, record }
  const permits = yield* Semaphore.make(concurrency)
  const within = <A, E>(effect: Effect.Effect<A, E>) => permits.withPermit(Effect.orDie(effect))
  return {
    destination,
    session,
    /** What is unclear is looked up some time after, since a vendor may show it late. */
    deliver: Effect.fnUntraced(function* (contact: Contact) {
      const outcome = yield* within(attempt(site, contact))
      if (outcome._tag === "Known") return outcome.cell
      return yield* within(Effect.delay(lookUp(site, contact, outcome.failure), "1 second"))
    })
  }
})

export type Delivery = Effect.Success<ReturnType<typeof make>>
