/**
 * A quota for several processes, for applications without Effect. It is kept in Redis, through a client that the
 * application provides.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redis from "effect/persistence/Redis"
import * as Quota from "./Quota.ts"

/**
 * The part of a node-redis client that is used. For ioredis:
 * `{ sendCommand: ([name, ...args]) => client.call(name, ...args) }`.
 */
export interface RedisClient {
  /** Sends a command with its arguments, and returns the reply unchanged. */
  readonly sendCommand: (command: Array<string>) => Promise<unknown>
}

const failed = (cause: unknown) => new Redis.RedisError({ cause })
const unused = Effect.fail(failed("A quota only needs commands"))

/** Shares the quotas of the layers built with it through this Redis client. The caller closes the client. */
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
