/** The transport of all calls: undici, through the proxy that the environment names. */
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"

/** Loaded where a command calls something. */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.unwrap(
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
