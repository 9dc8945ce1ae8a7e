/**
 * What is done at one vendor, apart from what is done at the others: where it refuses the credentials, or says nothing
 * any more, it is left, and the others go on.
 */
import type { VendorError } from "@salesbridge/core"
import { Effect } from "effect"
import type { CannotRun } from "./CannotRun.ts"
import type { Contact, Person } from "./Contact.ts"
import type { Destination, Place, Prepared, Suppression } from "./Destination.ts"
import { keyOf } from "./EmailAddress.ts"
import { Encounters } from "./Encounters.ts"
import { Journal } from "./Journal.ts"
import { type Cell, cell } from "./Row.ts"
import { reasonOf, verdictOf } from "./Verdict.ts"

type Failure = VendorError.Failure

/** How many deliveries in a row that fail without saying whether they arrived are enough. */
const patience = 5

/** Whether it happened is not known: the call failed in a way that does not tell. */
export interface Unclear {
  readonly _tag: "Unclear"
  readonly contact: Contact
  readonly prepared: Prepared
  readonly failure: Failure
}

/** What a failure says in the table. */
const failed = (failure: Failure, before = ""): Cell => ({
  kind: "failed",
  text: failure.status === undefined ? "failed" : `failed ${failure.status}`,
  detail: `${before}${failure.message}`
})

export const make = Effect.fnUntraced(function* (place: Place) {
  const { met } = yield* Encounters
  let left: Failure | undefined
  let silent = 0

  const leave = (failure: Failure, done: string) => {
    if (left === undefined) met(failure, done)
    left = failure
  }
  /** Counts a failure, and tells of it unless it is the end of this vendor. `done`: what was done about it. */
  const fail = (failure: Failure, done: string, about: string) => {
    const verdict = verdictOf(failure)
    silent = verdict === "unclear" ? silent + 1 : 0
    if (verdict === "hopeless") return leave(failure, `left ${place.name}; the other vendors went on`)
    met(failure, done, about)
    if (silent >= patience) leave(failure, `left ${place.name} after ${patience} in a row; the other vendors went on`)
  }
  const went = <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.tap(call, () => Effect.sync(() => (silent = 0)))

  /** A call without which nothing can be done at this vendor. */
  const needed = <A>(call: Effect.Effect<A, Failure>, otherwise: A): Effect.Effect<A> =>
    Effect.suspend(() => (left === undefined ? call : Effect.succeed(otherwise))).pipe(
      Effect.catch((failure) => {
        leave(failure, `left ${place.name}; the other vendors went on`)
        return Effect.succeed(otherwise)
      })
    )

  /** Looks whether and how this person can be suppressed; a cell where there is nothing to do. */
  const find = Effect.fnUntraced(function* (person: Person): Effect.fn.Return<Suppression | Cell> {
    if (left !== undefined) return cell("not tried")
    const found = yield* Effect.result(went(place.suppression(person)))
    if (found._tag === "Success") return found.success ?? cell("not there")
    fail(found.failure, "named it in the report; the others went on", person.email)
    return failed(found.failure, "not suppressed: ")
  })

  const suppress = (person: Person, found: Suppression): Effect.Effect<Cell> =>
    Effect.suspend(() => {
      if (found._tag === "Already") return Effect.succeed(cell("suppressed"))
      if (found._tag === "Impossible") return Effect.succeed(cell("failed", `not suppressed: ${found.reason}`))
      if (left !== undefined) return Effect.succeed(cell("not tried"))
      return Effect.as(went(found.run), cell("suppressed"))
    }).pipe(
      Effect.catch((failure) => {
        fail(failure, "named it in the report; the others went on", person.email)
        return Effect.succeed(failed(failure, "not suppressed: "))
      })
    )

  return { place, left: () => left, leave, needed, find, suppress, fail, went }
})

export type Lane = Effect.Success<ReturnType<typeof make>>

/** Delivers to one destination. */
export const makeDelivery = Effect.fnUntraced(function* (
  destination: Destination,
  lane: Lane,
  members: ReadonlySet<string>
) {
  const journal = yield* Journal
  const { met } = yield* Encounters
  const { done, membersAreDone, step, target } = destination
  const entryOf = ({ email }: Contact) => ({ target, step, email })
  const there = (detail?: string): Cell => ({ kind: "there", text: "there", detail })

  /** What is known without asking anybody. */
  const settled = (contact: Contact): Cell | undefined => {
    // First, since it wants to see each contact, also those that are done.
    const lacks = destination.lacks?.(contact)
    if (journal.last(entryOf(contact)) === "done") return there()
    if (membersAreDone && members.has(keyOf(contact.email))) return there()
    return lacks === undefined ? undefined : { kind: "lacking", ...lacks }
  }

  const deliver = Effect.fnUntraced(function* (contact: Contact): Effect.fn.Return<Cell | Unclear, CannotRun> {
    const { email } = contact
    const known = settled(contact)
    if (known !== undefined) return known
    if (lane.left() !== undefined) return cell("not tried")
    const prepared = yield* Effect.result(destination.prepare(contact))
    if (prepared._tag === "Failure") {
      lane.fail(prepared.failure, "named it in the report; the others went on", email)
      return failed(prepared.failure)
    }
    const { find, findFirst, send } = prepared.success
    const perhaps = journal.last(entryOf(contact)) === "doing"
    if (findFirst || perhaps) {
      const found = yield* Effect.result(find)
      if (found._tag === "Failure") {
        lane.fail(found.failure, "did not send, since that could be the second time", email)
        return failed(found.failure, "not sent, since nobody can say whether it was before: ")
      }
      if (found.success !== undefined) {
        yield* journal.write("done", entryOf(contact))
        const { but } = found.success
        return there(but ?? (perhaps ? "sent by a run that was cut off, and found when looked up" : undefined))
      }
    }
    yield* journal.write("doing", entryOf(contact))
    const sent = yield* Effect.result(lane.went(send))
    if (sent._tag === "Success") {
      yield* journal.write("done", entryOf(contact))
      return { kind: "delivered", text: done } satisfies Cell
    }
    const { failure } = sent
    const verdict = verdictOf(failure)
    if (verdict === "unclear") {
      lane.fail(failure, "did not send it again, since that could be twice, and looked for it instead", email)
      return { _tag: "Unclear", contact, prepared: prepared.success, failure } satisfies Unclear
    }
    if (verdict === "as wanted") {
      met(failure, "took it for done: the contact is there, as wanted", email)
      yield* journal.write("done", entryOf(contact))
      return there(reasonOf(failure) ?? failure.message)
    }
    lane.fail(failure, "named it in the report; the others went on", email)
    yield* journal.write("not done", entryOf(contact))
    return failed(failure)
  })

  /** Looks whether it happened; some time after, since a vendor may show it late. */
  const lookUp = ({ contact, failure, prepared }: Unclear): Effect.Effect<Cell, CannotRun> =>
    Effect.suspend(() => (lane.left() === undefined ? prepared.find : Effect.fail(failure))).pipe(
      Effect.matchEffect({
        onFailure: () => Effect.succeed(failed(failure, "perhaps done; run again to see. ")),
        onSuccess: (found): Effect.Effect<Cell, CannotRun> =>
          found === undefined
            ? Effect.succeed(failed(failure, "not there when looked up; run again. "))
            : Effect.as(journal.write("done", entryOf(contact)), {
                kind: "delivered",
                text: done,
                detail: `found when looked up after: ${failure.message}`
              })
      })
    )

  return { deliver, lookUp, settled }
})
