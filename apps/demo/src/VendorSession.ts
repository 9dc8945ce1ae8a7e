/**
 * What is done at one vendor, apart from what is done at the others: where it refuses the credentials, or says nothing
 * any more, it is left, and the others go on.
 */
import type { VendorError } from "@salesbridge/core"
import { Effect } from "effect"
import type { Person } from "./Contact.ts"
import type { VendorAdapter, Suppression } from "./Destination.ts"
import { FailureLog } from "./FailureLog.ts"
import { type Cell, cell } from "./Row.ts"
import { refusalOf, verdictOf } from "./Verdict.ts"

type Failure = VendorError.Failure

/** How many deliveries in a row that fail without saying whether they arrived are enough. */
const patience = 5

/** What a failure says in the table. */
export const failed = (failure: Failure, before = ""): Cell => ({
  kind: "failed",
  text: failure.status === undefined ? "failed" : `failed ${failure.status}`,
  detail: `${before}${failure.message}`,
  refusal: refusalOf(failure)
})

export const make = Effect.fnUntraced(function* (adapter: VendorAdapter) {
  const { record } = yield* FailureLog
  let left: Failure | undefined
  let silent = 0

  const leave = (failure: Failure, done: string) => {
    if (left === undefined) record(failure, done)
    left = failure
  }
  /** Counts a failure, and tells of it unless it is the end of this vendor. `done`: what was done about it. */
  const fail = (failure: Failure, done: string, about: string) => {
    const verdict = verdictOf(failure)
    silent = verdict === "unclear" ? silent + 1 : 0
    if (verdict === "hopeless") return leave(failure, `left ${adapter.name}; the other vendors went on`)
    record(failure, done, about)
    if (silent >= patience) leave(failure, `left ${adapter.name} after ${patience} in a row; the other vendors went on`)
  }
  const went = <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.tap(call, () => Effect.sync(() => (silent = 0)))

  /** A call without which nothing can be done at this vendor. */
  const needed = <A>(call: Effect.Effect<A, Failure>, otherwise: A): Effect.Effect<A> =>
    Effect.suspend(() => (left === undefined ? call : Effect.succeed(otherwise))).pipe(
      Effect.catch((failure) => {
        leave(failure, `left ${adapter.name}; the other vendors went on`)
        return Effect.succeed(otherwise)
      })
    )

  /** Looks whether and how this person can be suppressed; a cell where there is nothing to do. */
  const find = Effect.fnUntraced(function* (person: Person): Effect.fn.Return<Suppression | Cell> {
    if (left !== undefined) return cell("not tried")
    const found = yield* Effect.result(went(adapter.suppression(person)))
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

  /** Both at once. */
  const tell = (person: Person) =>
    Effect.flatMap(find(person), (found) => ("kind" in found ? Effect.succeed(found) : suppress(person, found)))

  return { adapter, left: () => left, needed, find, suppress, tell, fail, went }
})

export type VendorSession = Effect.Success<ReturnType<typeof make>>
