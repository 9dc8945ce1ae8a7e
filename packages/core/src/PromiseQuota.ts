/** One quota for several processes, for those who do not write Effect: kept in Redis, by a client of their own. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redis from "effect/persistence/Redis"
import * as Quota from "./Quota.ts"

/** What is used of a client of node-redis; with ioredis `{ sendCommand: ([name, ...args]) => client.call(name, ...args) }`. */
export interface RedisClient {
  /** Sends a command and its arguments, and gives the answer as it came. */
  readonly sendCommand: (command: Array<string>) => Promise<unknown>
}

const failed = (cause: unknown) => new Redis.RedisError({ cause })
const unused = Effect.fail(failed("A quota needs commands alone"))

/** Shares the quotas of the layers built with it by the Redis of this client, which stays the caller's to close. */
export const layer = (client: RedisClient) =>
  Quota.layerRedis().pipe(
    Layer.provide(
      Layer.effect(
        Redis.Redis,
        Redis.make({
          send: <A>(...command: ReadonlyArray<string>) =>
            Effect.tryPromise({ try: () => client.sendCommand([...command]) as Promise<A>, catch: failed }),
          subscribe: () => unused,
          connect: unused
        })
      )
    )
  )
