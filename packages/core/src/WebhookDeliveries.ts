/** The log that prevents a repeated delivery from being handled twice. */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Setting from "./Setting.ts"

/**
 * The log of deliveries that have been handled, or are being handled. Ids are SHA-256 digests in 64 hexadecimal digits.
 *
 * {@link inMemory} covers one process and forgets when it ends. A durable log must claim atomically (insert, or fail if
 * the id exists). A claim must expire by itself, because its process may have died; choose a time longer than any
 * handler takes, and shorter than the vendor repeats a delivery. Keep handled deliveries for at least as long as the vendor repeats them, for example a day.
 */
export interface Deliveries {
  /**
   * Claims a delivery. `claimed`: handle it. `done`: it has been handled. `busy`: another process is handling it, so
   * the vendor is asked to send it again later. A log may also wait until the result is `claimed` or `done`.
   */
  readonly claim: (id: string) => Effect.Effect<"claimed" | "done" | "busy", unknown>
  /** The claimed delivery has been handled. */
  readonly done: (id: string) => Effect.Effect<void, unknown>
  /** Handling the claimed delivery failed. The next claim gets it. */
  readonly release: (id: string) => Effect.Effect<void, unknown>
}

/**
 * A log in memory. A claim of a delivery that is being handled waits for its result, and succeeds if the handling
 * failed. Throws a `TypeError` if an option is not valid.
 */
export const inMemory = (options?: {
  /** How long a handled delivery is remembered. Default: 24 hours. */
  readonly timeToLive?: Duration.Input | undefined
  /** How many handled deliveries are remembered; the oldest are forgotten first. Default: 10,000. */
  readonly capacity?: number | undefined
  /** How many deliveries may be in progress, including copies that wait; more are `busy`. Default: 1,000. */
  readonly maxInProgress?: number | undefined
  /** @deprecated Use `maxInProgress`. */
  readonly atHand?: number | undefined
}): Deliveries => {
  Setting.orThrow([
    ...Setting.duration("timeToLive", options?.timeToLive),
    ...Setting.amount("capacity", options?.capacity),
    ...Setting.amount("maxInProgress", options?.maxInProgress),
    ...Setting.amount("atHand", options?.atHand)
  ])
  const timeToLive = Duration.toMillis(Duration.fromInputUnsafe(options?.timeToLive ?? "24 hours"))
  const capacity = options?.capacity ?? 10_000
  const maxInProgress = options?.maxInProgress ?? options?.atHand ?? 1000
  let waiting = 0
  const handling = new Map<string, Deferred.Deferred<void>>()
  // In the order of insertion, which is the order of expiry.
  const handled = new Map<string, number>()

  const settle = (id: string) => {
    const outcome = handling.get(id)
    handling.delete(id)
    if (outcome !== undefined) Deferred.doneUnsafe(outcome, Effect.void)
  }
  const forget = (now: number) => {
    for (const [id, expiry] of handled) {
      if (expiry > now && handled.size <= capacity) return
      handled.delete(id)
    }
  }
  const claim: Deliveries["claim"] = (id) =>
    Effect.clockWith((clock) => {
      forget(clock.currentTimeMillisUnsafe())
      if (handled.has(id)) return Effect.succeed("done")
      const outcome = handling.get(id)
      if (handling.size + waiting >= maxInProgress) return Effect.succeed("busy")
      if (outcome !== undefined) {
        waiting++
        const settled = Effect.ensuring(
          Deferred.await(outcome),
          Effect.sync(() => waiting--)
        )
        return Effect.andThen(settled, claim(id))
      }
      handling.set(id, Deferred.makeUnsafe())
      return Effect.succeed("claimed")
    })

  return {
    claim,
    done: (id) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        handled.set(id, now + timeToLive)
        forget(now)
        settle(id)
      }),
    release: (id) => Effect.sync(() => settle(id))
  }
}
