/** Stores tokens in Redis. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as Redis from "effect/persistence/Redis"
import * as Semaphore from "effect/Semaphore"
import { boundClosing } from "./RedisClosing.ts"
import { locked, lockedFor, type TokenStore, TokenStoreError } from "./TokenStore.ts"
import { read, write } from "./TokenText.ts"

const unlock = Redis.script((key: string, holder: string) => [key, holder], {
  numberOfKeys: 1,
  lua: `if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0`
})

/**
 * Stores tokens under a key in Redis, shared by processes on several machines. A lock under a second key makes them
 * take turns.
 */
export const make = (options: {
  /** Such as `salesbridge:oauth:team-42`. */
  readonly key: string
}): Effect.Effect<TokenStore, never, Redis.Redis> =>
  Effect.map(Effect.tap(Redis.Redis, boundClosing), (client) => {
    const { key } = options
    const lock = `${key}:lock`
    const one = Semaphore.makeUnsafe(1)
    const fail = (cause: unknown) => new TokenStoreError({ message: `the tokens in Redis under ${key}`, cause })
    const release = client.eval(unlock)
    return {
      load: client.send<string | null>("GET", key).pipe(
        Effect.mapError(fail),
        Effect.flatMap((text) => (text === null ? Effect.succeed(undefined) : read(text, `Redis under ${key}`)))
      ),
      save: (tokens) => Effect.asVoid(Effect.mapError(client.send("SET", key, write(tokens)), fail)),
      keepUnreadable: (answer) => {
        const kept = `${key}:unreadable`
        const text = Base64.encode(answer)
        return Effect.as(Effect.mapError(client.send("SET", kept, text), fail), `Redis under ${kept}, as base64`)
      },
      exclusive: (effect) =>
        Effect.suspend(() => {
          const holder = crypto.randomUUID()
          const attempt = client
            .send<string | null>("SET", lock, holder, "NX", "PX", String(Duration.toMillis(lockedFor)))
            .pipe(
              Effect.map((answer) => answer !== null),
              Effect.mapError(fail)
            )
          return one.withPermit(
            locked({ attempt, release: Effect.ignore(release(lock, holder)), where: `Redis under ${key}` }, effect)
          )
        })
    }
  })
