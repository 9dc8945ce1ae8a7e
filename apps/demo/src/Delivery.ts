/**
 * Delivers one contact to one destination. It looks first if the step may have been done, sends once, and looks again
 * after an unclear failure. A person who has unsubscribed in the meantime gets nothing.
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
  /** It is not known whether the step was done: the failure does not show it. */
  | { readonly _tag: "Unclear"; readonly failure: VendorError.Failure }

/** The state of the step after sending. */
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

/** A destination and the services for a delivery to it. */
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

/** The cell of a person who has unsubscribed since the job began; undefined if the ledger does not have the person. */
const suppressed = ({ ledger }: Site, { email }: Contact) =>
  Effect.map(ledger.reason(email), (reason) =>
    reason === undefined ? undefined : cell("suppressed", `unsubscribed meanwhile: ${reason}`)
  )

/** Finds out whether the step was done before; undefined if it must be sent. */
const before = Effect.fnUntraced(function* (site: Site, contact: Contact, prepared: Prepared, perhaps: boolean) {
  if (!prepared.findFirst && !perhaps) return undefined
  const found = yield* Effect.result(prepared.find)
  if (found._tag === "Failure") {
    site.session.fail(found.failure, "did not send it, because it may have been sent before", contact.email)
    return failed(found.failure, "not sent, because it may have been sent before: ")
  }
  if (found.success === undefined) return undefined
  yield* site.steps.set("done", stepOf(site, contact))
  return there(found.success.but ?? (perhaps ? "sent by a run that was cut off, and found when looked up" : undefined))
})

/** Undefined if another process sends it. */
const send = Effect.fnUntraced(function* (site: Site, contact: Contact, prepared: Prepared) {
  const { session, record, steps } = site
  const once = yield* steps.sendOnce(stepOf(site, contact), session.went(prepared.send), stateOf)
  if (once === undefined) return undefined
  const { sent } = once
  if (sent._tag === "Success") return known(delivered(site))
  const { failure } = sent
  const verdict = verdictOf(failure)
  if (verdict === "unclear") {
    session.fail(
      failure,
      "did not send it again, because that could double it, and looked for it instead",
      contact.email
    )
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
  // Checked again at the last moment.
  const goneNow = yield* suppressed(site, contact)
  if (goneNow !== undefined) return known(goneNow)
  // Another process is sending it, so this one waits for the outcome.
  return (yield* send(site, contact, prepared.success)) ?? (yield* attempt(site, contact))
})

/** Finds out whether the step was done, after an unclear failure. */
const lookUp = Effect.fnUntraced(function* (site: Site, contact: Contact, failure: VendorError.Failure) {
  const found = yield* site.session.left() === undefined
    ? Effect.result(Effect.flatMap(site.destination.prepare(contact), ({ find }) => find))
    : Effect.succeed(undefined)
  if (found === undefined || found._tag === "Failure") return failed(failure, "perhaps done; run again to see. ")
  if (found.success === undefined) return failed(failure, "not there when looked up; run again. ")
  yield* site.steps.set("done", stepOf(site, contact))
  return delivered(site, `found when looked up after: ${failure.message}`)
})

/** `concurrency`: the number of contacts in progress at once. */
export const make = Effect.fnUntraced(function* (
  destination: Destination,
  session: VendorSession,
  concurrency: number
) {
  const { record } = yield* FailureLog
  const site: Site = { destination, session, steps: yield* Steps, ledger: yield* Ledger, record }
  const permits = yield* Semaphore.make(concurrency)
  const within = <A, E>(effect: Effect.Effect<A, E>) => permits.withPermit(Effect.orDie(effect))
  return {
    destination,
    session,
    /** An unclear step is looked up after a while, since a vendor may show it late. */
    deliver: Effect.fnUntraced(function* (contact: Contact) {
      const outcome = yield* within(attempt(site, contact))
      if (outcome._tag === "Known") return outcome.cell
      return yield* within(Effect.delay(lookUp(site, contact, outcome.failure), "1 second"))
    })
  }
})

export type Delivery = Effect.Success<ReturnType<typeof make>>
