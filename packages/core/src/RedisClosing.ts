/**
 * Closes a Redis client whose server is gone. node-redis closes after every command has its reply. If a reply never
 * comes, the scope would stay open and a program would end without its result.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

/** The part of a node-redis client that is used. */
interface Client {
  close: () => Promise<void>
  readonly destroy: () => void
}

/** The second service in the Redis layer of `@effect/platform-node`, by its key: core does not import that package. */
class NodeRedis extends Context.Service<NodeRedis, { readonly client: Client }>()("@effect/platform-node/NodeRedis") {}

/** How long commands in progress may take, in milliseconds. */
const closesWithin = 2000

const bounded = new WeakSet<Client>()

const bound = (client: Client): void => {
  if (bounded.has(client)) return
  bounded.add(client)
  const close = client.close.bind(client)
  client.close = () => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const destroyed = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        try {
          client.destroy()
        } catch {
          // It has closed in the meantime.
        }
        resolve()
      }, closesWithin)
    })
    return Promise.race([close(), destroyed]).finally(() => clearTimeout(timer))
  }
}

/** Lets the client of `Redis`, if it is one of node-redis, close within two seconds. */
export const boundClosing: Effect.Effect<void> = Effect.map(Effect.serviceOption(NodeRedis), (found) => {
  if (Option.isSome(found)) bound(found.value.client)
})
