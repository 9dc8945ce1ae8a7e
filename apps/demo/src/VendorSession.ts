/**
 * The work at one vendor, separate from the others. If a vendor refuses the credentials or stops answering, the job
 * leaves it and the others continue.
 */
import type { VendorError } from "@salesbridge/core"
import { Effect } from "effect"
import type { Person } from "./Contact.ts"
import type { Call, Suppression, VendorAdapter } from "./Destination.ts"
import { FailureLog } from "./FailureLog.ts"
import { type Cell, cell } from "./Row.ts"
import { refusalOf, verdictOf } from "./Verdict.ts"

type Failure = VendorError.Failure

/** The number of consecutive deliveries with an unclear result after which a vendor is left. */
const mostUnclear = 5

/** The table cell of a failure. */
export const failed = (failure: Failure, before = ""): Cell => ({
  kind: "failed",
  text: failure.status === undefined ? "failed" : `failed ${failure.status}`,
  detail: `${before}${failure.message}`,
  refusal: refusalOf(failure)
})

const carryOut = (found: Suppression): Call<Cell> => {
  if (found._tag === "Already") return Effect.succeed(cell("suppressed"))
  if (found._tag === "Impossible") return Effect.succeed(cell("failed", `not suppressed: ${found.reason}`))
  return Effect.as(found.run, cell("suppressed"))
}

/** Suppresses a person at a vendor that knows the person. */
export const suppressAt = (adapter: VendorAdapter, person: Person): Call<Cell> =>
  Effect.flatMap(adapter.suppression(person), (found) =>
    found === undefined ? Effect.succeed(cell("not there")) : carryOut(found)
  )

export const make = Effect.fnUntraced(function* <Adapter extends VendorAdapter>(adapter: Adapter) {
  const { record } = yield* FailureLog
  let left: Failure | undefined
  let unclearInARow = 0

  const leave = (failure: Failure, after = "") => {
    if (left === undefined) record(failure, `left ${adapter.name}${after}; the job continued at the other vendors`)
    left = failure
  }
  /** Counts a failure, and reports it unless the vendor is left. `done`: what the job did about it. */
  const fail = (failure: Failure, done: string, about: string) => {
    const verdict = verdictOf(failure)
    unclearInARow = verdict === "unclear" ? unclearInARow + 1 : 0
    if (verdict === "hopeless") return leave(failure)
    record(failure, done, about)
    if (unclearInARow >= mostUnclear) leave(failure, ` after ${mostUnclear} in a row`)
  }
  /** Counts the failure of one person's step, and returns its cell. */
  const reported = (failure: Failure, { email }: Pick<Person, "email">, before?: string) => {
    fail(failure, "listed it in the report; the job continued", email)
    return failed(failure, before)
  }
  const went = <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.tap(call, () => Effect.sync(() => (unclearInARow = 0)))

  /** A call without which nothing can be done at this vendor. */
  const needed = Effect.fnUntraced(function* <A>(call: Call<A>, otherwise: A) {
    if (left !== undefined) return otherwise
    const result = yield* Effect.result(call)
    if (result._tag === "Success") return result.success
    leave(result.failure)
    return otherwise
  })

  /** Finds whether and how this person can be suppressed; a cell if there is nothing to do. */
  const find = (person: Person): Effect.Effect<Suppression | Cell> =>
    Effect.suspend(() => {
      if (left !== undefined) return Effect.succeed(cell("not tried"))
      return Effect.map(went(adapter.suppression(person)), (found) => found ?? cell("not there"))
    }).pipe(Effect.catch((failure) => Effect.sync(() => reported(failure, person, "not suppressed: "))))

  const suppress = (person: Person, found: Suppression): Effect.Effect<Cell> =>
    Effect.suspend(() => {
      if (left !== undefined && found._tag === "ToDo") return Effect.succeed(cell("not tried"))
      return found._tag === "ToDo" ? went(carryOut(found)) : carryOut(found)
    }).pipe(Effect.catch((failure) => Effect.sync(() => reported(failure, person, "not suppressed: "))))

  return { adapter, left: () => left, needed, find, suppress, record, fail, reported, went }
})

export type VendorSession<Adapter extends VendorAdapter = VendorAdapter> = Effect.Success<
  ReturnType<typeof make<Adapter>>
>
