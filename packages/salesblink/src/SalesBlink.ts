/** The service that every SalesBlink operation needs, and the layers that provide it. */
import { Vendor } from "@salesbridge/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { definition, type OperationId } from "./Definition.ts"

/** Credentials and settings. */
export interface Options extends Vendor.Options<OperationId> {
  /** The API key, from SalesBlink's integrations page. */
  readonly apiKey: Redacted.Redacted
}

/**
 * SalesBlink with one API key. It needs an `HttpClient`, so the application chooses the transport:
 *
 * ```ts
 * SalesBlink.layer({ apiKey }).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * ```
 */
export class SalesBlink extends Context.Service<SalesBlink, Vendor.Vendor>()("@salesbridge/salesblink/SalesBlink") {
  /** SalesBlink with this key. */
  static readonly layer = ({ apiKey, ...options }: Options) =>
    Layer.effect(SalesBlink, Vendor.make(definition, { apiKey }, options))

  /**
   * SalesBlink with its key from configuration: `SALESBLINK_API_KEY` and, where it is not the vendor itself,
   * `SALESBLINK_BASE_URL`. A `baseUrl` given here wins.
   */
  static readonly layerConfigWith = (options: Vendor.Options<OperationId> = {}) =>
    Layer.unwrap(
      Effect.gen(function* () {
        const apiKey = yield* Config.NonEmptyString("SALESBLINK_API_KEY")
        const baseUrl = yield* Config.String("SALESBLINK_BASE_URL").pipe(Config.withDefault(""))
        return SalesBlink.layer({
          ...options,
          apiKey: Redacted.make(apiKey),
          baseUrl: options.baseUrl ?? (baseUrl === "" ? undefined : baseUrl)
        })
      })
    )

  /** {@link SalesBlink.layerConfigWith} without settings. */
  static readonly layerConfig = SalesBlink.layerConfigWith()
}
