/**
 * The transport and the quota of calls. undici sends requests, through the proxy in the environment. If
 * `SALESBRIDGE_REDIS_URL` is set, the quota is shared through Redis with everything else that uses the same
 * credentials.
 */
import { Quota } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import { CommandFailure } from "./CommandFailure.ts"
import { Environment } from "./Environment.ts"

/** Imported when a command makes calls. */
const undici: Layer.Layer<HttpClient.HttpClient> = Layer.unwrap(
  Effect.promise(async () => {
    const { Dispatcher, layerUndiciNoDispatcher } = await import("@effect/platform-node/NodeHttpClient")
    const { EnvHttpProxyAgent } = await import("@effect/platform-node/Undici")
    const agent = Effect.acquireRelease(
      Effect.sync(() => new EnvHttpProxyAgent()),
      (_) => Effect.promise(() => _.destroy())
    )
    return layerUndiciNoDispatcher.pipe(Layer.provide(Layer.effect(Dispatcher, agent)))
  })
)

const quota: Layer.Layer<never, CommandFailure> = Layer.unwrap(
  Effect.gen(function* () {
    const url = (yield* Environment)["SALESBRIDGE_REDIS_URL"]
    if (url === undefined || url === "") return Layer.empty
    const { layer } = yield* Effect.promise(() => import("@effect/platform-node/NodeRedis"))
    return Quota.layerRedis().pipe(
      Layer.provide(layer({ url })),
      Layer.catchCause(() => Layer.effectDiscard(unreachable))
    )
  })
)

const unreachable = Effect.fail(
  new CommandFailure({
    message: "the Redis that SALESBRIDGE_REDIS_URL names does not answer",
    hint: "Start it, or unset the variable; this process then has its own quota."
  })
)

export const layer: Layer.Layer<HttpClient.HttpClient, CommandFailure> = Layer.merge(undici, quota)
