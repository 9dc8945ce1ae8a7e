/**
 * Delivers one contact to one destination. It looks first if the step may have been done, sends once, and looks again
 * after an unclear failure. A person who has unsubscribed in the meantime gets nothing.
 */
import type { VendorError } from "@salesbridge/core"
import { Array, Data, Effect, Fiber, type Latch, type Result, Semaphore } from "effect"
import type { SqlError } from "effect/sql"
import { check, checking, Prevented, unless } from "./BeforeRequest.ts"
import type { Contact } from "./Contact.ts"
import { type Destination, given, type Prepared, profileIdAt, sameAsUnsubscribed } from "./Destination.ts"
import { Ledger } from "./durable/Ledger.ts"
import { type State, Steps } from "./durable/Steps.ts"
import { whileOpen } from "./Gate.ts"
import { failed, type VendorSession } from "./VendorSession.ts"
import { type Cell, cell } from "./Row.ts"
import { addressIn, keyIn } from "./VendorAddress.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

/** It is not known whether the step was done: the failure does not show it. */
class Unclear extends Data.TaggedError("Unclear")<{ readonly failure: VendorError.Failure }> {}

/** The state of the step after sending. */
const stateOf = (sent: Result.Result<unknown, VendorError.Failure>): State => {
  const verdict = sent._tag === "Success" ? "as wanted" : verdictOf(sent.failure)
  if (verdict === "unclear" || (sent._tag === "Success" && sent.success instanceof Prevented)) return "doing"
  return verdict === "as wanted" ? "done" : "not done"
}

type Session = VendorSession<Destination>

const stepOf = ({ adapter }: Session, contact: Contact) => ({
  target: adapter.target,
  step: adapter.step,
  email: contact.email,
  also: profileIdAt(adapter, contact)
})

const delivered = ({ adapter: { done } }: Session, detail?: string): Cell => ({ kind: "delivered", text: done, detail })

/**
 * The cell of a person who has unsubscribed since the job began; undefined if the ledger does not have the person.
 * `emails`: under which the vendor has this person too.
 */
const suppressed = Effect.fnUntraced(function* (
  { adapter }: Session,
  contact: Contact,
  emails: ReadonlyArray<string> = []
) {
  const { reason } = yield* Ledger
  const own = yield* reason(contact.email)
  if (own !== undefined) return cell("suppressed", `unsubscribed meanwhile: ${own}`)
  const profile = profileIdAt(adapter, contact)
  const byProfile = profile === undefined ? [] : [profile, ...(contact.others ?? [])]
  for (const id of [...emails.map(keyIn), ...byProfile]) {
    const same = yield* reason(id)
    if (same !== undefined) return sameAsUnsubscribed(same)
  }
  return undefined
})

/** Finds out whether the step was done before; undefined if it must be sent. */
const before = Effect.fnUntraced(function* (
  session: Session,
  contact: Contact,
  prepared: Prepared,
  maybeSent: boolean
) {
  const { find, findFirst, findSince } = prepared
  if (!findFirst && !maybeSent) return undefined
  const since = maybeSent ? yield* Steps.use((steps) => steps.since(stepOf(session, contact))) : undefined
  const found = yield* Effect.result(since === undefined ? find : (findSince?.(since) ?? find))
  if (found._tag === "Failure") {
    session.fail(found.failure, "did not send it, because it may have been sent before", contact.email)
    return failed(found.failure, "not sent, because it may have been sent before: ")
  }
  if (found.success === undefined) return undefined
  yield* Steps.use(({ set }) => set("done", stepOf(session, contact)))
  const cutOff = maybeSent ? "sent by a run that was cut off, and found when looked up" : undefined
  return cell("there", found.success.but ?? cutOff)
})

/** How long an interrupted send may take to finish. After that, its result is unclear. */
const grace = "5 seconds"

/** An interruption lets the request under way finish, and no other begin. */
const finishing = <A, E, R>(send: Effect.Effect<A, E, R>) =>
  Effect.uninterruptibleMask((restore) => {
    let isCutOff = false
    const unlessCutOff = Effect.suspend(() => (isCutOff ? Effect.interrupt : Effect.void))
    return Effect.flatMap(Effect.forkChild(checking(unlessCutOff, send)), (sending) =>
      restore(Fiber.join(sending)).pipe(
        Effect.onInterrupt(() => {
          isCutOff = true
          return Effect.timeoutOption(Fiber.await(sending), grace)
        })
      )
    )
  })

/** Undefined if another process sends it. */
const send = Effect.fnUntraced(function* (session: Session, contact: Contact, prepared: Prepared, looked: number) {
  const { sendOnce } = yield* Steps
  const ledger = yield* Ledger
  const sending = session
    .went(unless(prepared.send, suppressed(session, contact, prepared.emails)))
    .pipe(Effect.provideService(Ledger, ledger))
  // Also before it is on disk that it is being sent, since a later run would look it up.
  yield* check
  const once = yield* finishing(sendOnce(stepOf(session, contact), sending, stateOf, looked))
  if (once === undefined) return undefined
  const { sent } = once
  if (sent._tag === "Success") return sent.success instanceof Prevented ? sent.success.by : delivered(session)
  const { failure } = sent
  const verdict = verdictOf(failure)
  if (verdict === "unclear") {
    const done = "did not send it again, because that could double it, and looked for it instead"
    session.fail(failure, done, contact.email)
    return yield* new Unclear({ failure })
  }
  if (verdict === "as wanted") {
    session.record(failure, "counted it as done: the contact is already there", contact.email)
    return cell("there", reasonOf(failure) ?? failure.message)
  }
  return session.reported(failure, contact)
})

const attempt = Effect.fnUntraced(function* (
  session: Session,
  contact: Contact
): Effect.fn.Return<Cell, SqlError.SqlError | Unclear, Steps | Ledger> {
  const { name, prepare } = session.adapter
  const { clock, last } = yield* Steps
  const looked = yield* clock
  const state = yield* last(stepOf(session, contact))
  if (state === "done") return cell("there")
  if (state === "doing elsewhere") {
    return { kind: "lacking", text: "same one", detail: "perhaps sent to the same person under another address" }
  }
  if (session.left() !== undefined) return cell("not tried")
  const gone = yield* suppressed(session, contact)
  if (gone !== undefined) return gone
  const prepared = yield* Effect.result(unless(prepare(contact), suppressed(session, contact)))
  if (prepared._tag === "Failure") return session.reported(prepared.failure, contact)
  if (prepared.success instanceof Prevented) return prepared.success.by
  const { emails = [], unsubscribed } = prepared.success
  if (unsubscribed !== undefined) {
    const others = Array.getSuccesses(emails.map(addressIn))
    const ids = [contact.email, ...others, ...given(profileIdAt(session.adapter, contact))]
    yield* Ledger.use(({ add }) => add(ids.map((id) => [id, `${unsubscribed} at ${name}`])))
  }
  const found = yield* before(session, contact, prepared.success, state === "doing")
  if (found !== undefined) return found
  // Checked again at the last moment.
  const goneNow = yield* suppressed(session, contact, prepared.success.emails)
  if (goneNow !== undefined) return goneNow
  // Another process is sending it, so this one waits for the outcome.
  return (yield* send(session, contact, prepared.success, looked)) ?? (yield* attempt(session, contact))
})

/** Finds out whether the step was done, after an unclear failure. */
const lookUp = Effect.fnUntraced(function* (session: Session, contact: Contact, failure: VendorError.Failure) {
  const found = yield* session.left() === undefined
    ? Effect.result(Effect.flatMap(session.adapter.prepare(contact), ({ find }) => find))
    : Effect.succeed(undefined)
  if (found === undefined || found._tag === "Failure") return failed(failure, "perhaps done; run again to see. ")
  if (found.success === undefined) return failed(failure, "not there when looked up; run again. ")
  yield* Steps.use(({ set }) => set("done", stepOf(session, contact)))
  return delivered(session, `found when looked up after: ${failure.message}`)
})

/** `concurrency`: the number of contacts in progress at once. `gate`: while it is closed, nothing is begun. */
export const make = Effect.fnUntraced(function* (session: Session, concurrency: number, gate: Latch.Latch) {
  const permits = yield* Semaphore.make(concurrency)
  return {
    ...session,
    /** An unclear step is looked up after a while, since a vendor may show it late. */
    deliver: (contact: Contact) =>
      permits.withPermit(whileOpen(gate)(attempt(session, contact))).pipe(
        Effect.catchTag("Unclear", ({ failure }) =>
          permits.withPermit(Effect.delay(lookUp(session, contact, failure), "1 second"))
        ),
        Effect.orDie
      )
  }
})
