/** The log that keeps a delivery which the vendor sends twice from being handled twice. */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/**
 * What has been handled, and what is being handled. Ids are 64 hexadecimal digits, the SHA-256 of a body.
 *
 * The one in memory ({@link inMemory}) knows one process and forgets with it. A durable one must claim atomically (insert,
 * or fail where the id is), and must let a claim end by itself after a time longer than any handler takes: the process
 * that made it may have died. It should keep what is done for at least as long as the vendor sends again, say a day.
 */
export interface Deliveries {
  /**
   * Asks to handle a delivery: `claimed`, do it; `done`, it has been handled; `busy`, someone else is at it, so the
   * vendor is asked to send again a little later. A log may also wait until it knows one of the first two.
   */
  readonly claim: (id: string) => Effect.Effect<"claimed" | "done" | "busy", unknown>
  /** The claimed delivery has been handled. */
  readonly done: (id: string) => Effect.Effect<void, unknown>
  /** Handling the claimed delivery failed: whoever asks next gets it. */
  readonly release: (id: string) => Effect.Effect<void, unknown>
}

/**
 * A log in memory. Who asks for a delivery that is being handled waits for its outcome, and gets the claim where it
 * failed.
 */
export const inMemory = (options?: {
  /** How long a handled delivery is remembered. Default: 24 hours. */
  readonly timeToLive?: Duration.Input
  /** How many handled deliveries are remembered; the oldest go first. Default: 10,000. */
  readonly capacity?: number
  /** How many may be handled, or wait for the outcome of a copy, at once; more are `busy`. Default: 1,000. */
  readonly atHand?: number
}): Deliveries => {
  const timeToLive = Duration.toMillis(Duration.fromInputUnsafe(options?.timeToLive ?? "24 hours"))
  const capacity = options?.capacity ?? 10_000
  const atHand = options?.atHand ?? 1000
  let waiting = 0
  const handling = new Map<string, Deferred.Deferred<void>>()
  // In the order of insertion, and so of expiry.
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
      if (handling.size + waiting >= atHand) return Effect.succeed("busy")
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
