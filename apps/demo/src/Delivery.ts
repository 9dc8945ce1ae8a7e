/**
 * Delivers one contact to one destination. It looks first if the step may have been done, sends once, and looks again
 * after an unclear failure. A person who has unsubscribed in the meantime gets nothing.
 */
import type { VendorError } from "@salesbridge/core"
import { Data, Effect, type Result, Semaphore } from "effect"
import type { SqlError } from "effect/sql"
import type { Contact } from "./Contact.ts"
import type { Destination, Prepared } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import { type State, Steps } from "./durable/Steps.ts"
import { FailureLog } from "./FailureLog.ts"
import { failed, type VendorSession } from "./VendorSession.ts"
import { type Cell, cell } from "./Row.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

/** It is not known whether the step was done: the failure does not show it. */
class Unclear extends Data.TaggedError("Unclear")<{ readonly failure: VendorError.Failure }> {}

/** The state of the step after sending. */
const stateOf = (sent: Result.Result<unknown, VendorError.Failure>): State => {
  const verdict = sent._tag === "Success" ? "as wanted" : verdictOf(sent.failure)
  if (verdict === "unclear") return "doing"
  return verdict === "as wanted" ? "done" : "not done"
}

/** A destination and the services for a delivery to it. */
interface Site {
  readonly destination: Destination
  readonly session: VendorSession<Destination>
  readonly steps: Steps["Service"]
  readonly ledger: Ledger["Service"]
  readonly record: FailureLog["Service"]["record"]
}

const stepOf = ({ destination: { step, target } }: Site, { email }: Contact) => ({ target, step, email })

const delivered = ({ destination }: Site, detail?: string): Cell => ({
  kind: "delivered",
  text: destination.done,
  detail
})

/** The cell of a person who has unsubscribed since the job began; undefined if the ledger does not have the person. */
const suppressed = ({ ledger }: Site, { email }: Contact) =>
  Effect.map(ledger.reason(email), (reason) =>
    reason === undefined ? undefined : cell("suppressed", `unsubscribed meanwhile: ${reason}`)
  )

/** Finds out whether the step was done before; undefined if it must be sent. */
const before = Effect.fnUntraced(function* (site: Site, contact: Contact, prepared: Prepared, maybeSent: boolean) {
  if (!prepared.findFirst && !maybeSent) return undefined
  const found = yield* Effect.result(prepared.find)
  if (found._tag === "Failure") {
    site.session.fail(found.failure, "did not send it, because it may have been sent before", contact.email)
    return failed(found.failure, "not sent, because it may have been sent before: ")
  }
  if (found.success === undefined) return undefined
  yield* site.steps.set("done", stepOf(site, contact))
  const cutOff = maybeSent ? "sent by a run that was cut off, and found when looked up" : undefined
  return cell("there", found.success.but ?? cutOff)
})

/** Undefined if another process sends it. */
const send = Effect.fnUntraced(function* (site: Site, contact: Contact, prepared: Prepared) {
  const { session, record, steps } = site
  const once = yield* steps.sendOnce(stepOf(site, contact), session.went(prepared.send), stateOf)
  if (once === undefined) return undefined
  if (once.sent._tag === "Success") return delivered(site)
  const { failure } = once.sent
  const verdict = verdictOf(failure)
  if (verdict === "unclear") {
    const done = "did not send it again, because that could double it, and looked for it instead"
    session.fail(failure, done, contact.email)
    return yield* new Unclear({ failure })
  }
  if (verdict === "as wanted") {
    record(failure, "counted it as done: the contact is already there", contact.email)
    return cell("there", reasonOf(failure) ?? failure.message)
  }
  return session.reported(failure, contact)
})

const attempt = Effect.fnUntraced(function* (
  site: Site,
  contact: Contact
): Effect.fn.Return<Cell, SqlError.SqlError | Unclear> {
  const { destination, session, ledger, steps } = site
  const state = yield* steps.last(stepOf(site, contact))
  if (state === "done") return cell("there")
  if (session.left() !== undefined) return cell("not tried")
  const gone = yield* suppressed(site, contact)
  if (gone !== undefined) return gone
  const prepared = yield* Effect.result(destination.prepare(contact))
  if (prepared._tag === "Failure") return session.reported(prepared.failure, contact)
  const { unsubscribed } = prepared.success
  if (unsubscribed !== undefined) yield* ledger.add([[contact.email, `${unsubscribed} at ${destination.name}`]])
  const found = yield* before(site, contact, prepared.success, state === "doing")
  if (found !== undefined) return found
  // Checked again at the last moment.
  const goneNow = yield* suppressed(site, contact)
  if (goneNow !== undefined) return goneNow
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
export const make = Effect.fnUntraced(function* (session: VendorSession<Destination>, concurrency: number) {
  const { record } = yield* FailureLog
  const destination = session.adapter
  const site: Site = { destination, session, steps: yield* Steps, ledger: yield* Ledger, record }
  const permits = yield* Semaphore.make(concurrency)
  return {
    destination,
    session,
    /** An unclear step is looked up after a while, since a vendor may show it late. */
    deliver: (contact: Contact) =>
      permits.withPermit(attempt(site, contact)).pipe(
        Effect.catchTag("Unclear", ({ failure }) =>
          permits.withPermit(Effect.delay(lookUp(site, contact, failure), "1 second"))
        ),
        Effect.orDie
      )
  }
})

export type Delivery = Effect.Success<ReturnType<typeof make>>
