/** The log of deliveries in Redis, for several processes that receive the same webhook. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redis from "effect/persistence/Redis"
import { boundClosing } from "./RedisClosing.ts"
import * as Setting from "./Setting.ts"
import type { Deliveries } from "./WebhookDeliveries.ts"

/** Releases a claim, unless another process has it by now. */
const free = Redis.script((key: string, claim: string) => [key, claim], {
  numberOfKeys: 1,
  lua: `if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0`
})

/**
 * A log that processes on several machines share: a delivery is handled once among all of them. A copy that arrives
 * while another process handles the delivery gets a 503, so that the vendor sends it again. Times are those of the
 * Redis server, and each entry expires by itself.
 */
export const make = (options: {
  /** The prefix of the keys, such as `salesbridge:webhooks:salesloft:`. */
  readonly prefix: string
  /** How long a handled delivery is remembered. Default: 24 hours. */
  readonly timeToLive?: Duration.Input | undefined
  /**
   * When another process may take over a delivery whose process died; must be longer than the receiver's `timeout`. If
   * the vendor stops repeating earlier, the delivery is lost. Default: 2 minutes.
   */
  readonly lease?: Duration.Input | undefined
}): Effect.Effect<Deliveries, never, Redis.Redis> =>
  Effect.map(Effect.tap(Redis.Redis, boundClosing), (client) => {
    Setting.orThrow([
      ...Setting.duration("timeToLive", options.timeToLive),
      ...Setting.duration("lease", options.lease)
    ])
    const timeToLive = String(Duration.toMillis(Duration.fromInputUnsafe(options.timeToLive ?? "24 hours")))
    const lease = String(Duration.toMillis(Duration.fromInputUnsafe(options.lease ?? "2 minutes")))
    const claim = `claimed by ${crypto.randomUUID()}`
    const release = client.eval(free)
    const keyOf = (id: string) => `${options.prefix}${id}`
    return {
      claim: (id) =>
        Effect.gen(function* () {
          const key = keyOf(id)
          if ((yield* client.send<string | null>("SET", key, claim, "NX", "PX", lease)) !== null) return "claimed"
          return (yield* client.send<string | null>("GET", key)) === "done" ? "done" : "busy"
        }),
      // Regardless of who has the claim now: the delivery has been handled.
      done: (id) => Effect.asVoid(client.send("SET", keyOf(id), "done", "PX", timeToLive)),
      release: (id) => Effect.asVoid(release(keyOf(id), claim))
    }
  })
