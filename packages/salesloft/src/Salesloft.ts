/** The service that every Salesloft operation needs, and the layers that provide it. */
import { type Credentials, Vendor } from "@salesbridge/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { definition, type OperationId } from "./Definition.ts"

/** Credentials and settings. */
export interface Options extends Vendor.Options<OperationId> {
  /** An OAuth access token or an API key, without `Bearer` before it; or where such a token comes from, as it changes. */
  readonly accessToken: Redacted.Redacted | Credentials.Source
}

/**
 * Salesloft with one access token. It needs an `HttpClient`, so the application chooses the transport:
 *
 * ```ts
 * Salesloft.layer({ accessToken }).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * ```
 */
export class Salesloft extends Context.Service<Salesloft, Vendor.Vendor>()("@salesbridge/salesloft/Salesloft") {
  /** Salesloft with this token. */
  static readonly layer = ({ accessToken, ...options }: Options) =>
    Layer.effect(Salesloft, Vendor.make(definition, { accessToken }, options))

  /**
   * Salesloft with its token from configuration: `SALESLOFT_ACCESS_TOKEN` and, where it is not the vendor itself,
   * `SALESLOFT_BASE_URL`. A `baseUrl` given here wins.
   */
  static readonly layerConfigWith = (options: Vendor.Options<OperationId> = {}) =>
    Layer.unwrap(
      Effect.gen(function* () {
        const accessToken = yield* Config.NonEmptyString("SALESLOFT_ACCESS_TOKEN")
        const baseUrl = yield* Config.String("SALESLOFT_BASE_URL").pipe(Config.withDefault(""))
        return Salesloft.layer({
          ...options,
          accessToken: Redacted.make(accessToken),
          baseUrl: options.baseUrl ?? (baseUrl === "" ? undefined : baseUrl)
        })
      })
    )

  /** {@link Salesloft.layerConfigWith} without settings. */
  static readonly layerConfig = Salesloft.layerConfigWith()
}
