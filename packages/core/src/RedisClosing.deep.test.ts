/** A real Redis that dies, or falls silent, behind a connection; and layers that close nevertheless. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import type * as Redis from "effect/persistence/Redis"
import * as Scope from "effect/Scope"
import * as net from "node:net"
import * as Acme from "../test/Acme.ts"
import { Quota, TokenStore, Webhook } from "./index.ts"

const redisUrl = process.env["REDIS_URL"]

/** A way to Redis that can be cut. */
const way = Effect.acquireRelease(
  Effect.promise(async () => {
    const { hostname, port } = new URL(redisUrl!)
    const sockets = new Set<net.Socket>()
    const server = net.createServer((socket) => {
      const redis = net.connect(Number(port || 6379), hostname)
      for (const one of [socket, redis]) sockets.add(one.on("error", () => undefined))
      socket.pipe(redis).pipe(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const end = () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    }
    const silence = () => {
      for (const socket of sockets) socket.unpipe()
    }
    return { url: `redis://127.0.0.1:${(server.address() as net.AddressInfo).port}`, end, silence }
  }),
  ({ end }) => Effect.sync(end)
)

const client = Acme.layer("http://127.0.0.1:9", {
  quota: { limits: [{ limit: 100, window: 1000 }] },
  retry: false
}).pipe(
  Layer.provide(Quota.layerRedis({ prefix: `test:${crypto.randomUUID()}:` })),
  Layer.provide(NodeHttpClient.layerUndici)
)

const users: Record<string, Effect.Effect<unknown, unknown, Redis.Redis>> = {
  "a quota": Effect.provide(Acme.getWidget({ id: "w1" }), client),
  "a token store": Effect.flatMap(TokenStore.redis({ key: `test:${crypto.randomUUID()}` }), ({ load }) => load),
  "a log of deliveries": Effect.flatMap(Webhook.redis({ prefix: `test:${crypto.randomUUID()}:` }), ({ claim }) =>
    claim("a")
  )
}

describe.runIf(redisUrl !== undefined)(
  "a scope with a Redis that is gone (without REDIS_URL, the address of a Redis server, this is skipped)",
  () => {
    const cases = Object.keys(users).flatMap((name) => [
      { name, how: "end" as const },
      { name, how: "silence" as const }
    ])
    it.live.each(cases)(
      "closes although a command of $name waits for its answer: $how",
      ({ how, name }) =>
        Effect.gen(function* () {
          const redis = yield* way
          const scope = yield* Scope.make()
          const context = yield* Layer.buildWithScope(NodeRedis.layer({ url: redis.url }), scope)
          const use = Effect.provide(users[name]!, context)
          yield* Effect.exit(use)
          redis[how]()
          yield* Effect.forkDetach(Effect.exit(use))
          yield* Effect.sleep("100 millis")
          yield* Scope.close(scope, Exit.void)
        }).pipe(Effect.scoped, Effect.provide(Logger.layer([])), Effect.timeout("20 seconds")),
      30_000
    )
  }
)
