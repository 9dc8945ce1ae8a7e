/**
 * An end for a Redis client whose server is gone. node-redis closes once each command has been answered, so that a scope
 * whose commands never will be would never close, and a program would end without its result.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

/** What is used of a node-redis client. */
interface Client {
  close: () => Promise<void>
  readonly destroy: () => void
}

/** The service beside `Redis` in the layer of `@effect/platform-node`, under its key: core does not import that package. */
class NodeRedis extends Context.Service<NodeRedis, { readonly client: Client }>()("@effect/platform-node/NodeRedis") {}

/** So long may commands that are on their way take to be answered. */
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
          // It has ended meanwhile.
        }
        resolve()
      }, closesWithin)
    })
    return Promise.race([close(), destroyed]).finally(() => clearTimeout(timer))
  }
}

/** Lets the client beneath `Redis` close within two seconds, where there is one of node-redis. */
export const boundClosing: Effect.Effect<void> = Effect.map(Effect.serviceOption(NodeRedis), (found) => {
  if (Option.isSome(found)) bound(found.value.client)
})
