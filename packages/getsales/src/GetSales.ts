/** The service that every GetSales.io operation needs, and the layers that provide it. */
import { Vendor } from "@salesbridge/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { definition, type OperationId } from "./Definition.ts"

/** Credentials and settings. */
export interface Options extends Vendor.Options<OperationId> {
  /** The API key, a JWT, without `Bearer` before it. */
  readonly token: Redacted.Redacted
  /** The team, sent as `Team-ID`. Default: not sent, and the key tells the team. */
  readonly teamId?: number | string | undefined
}

/**
 * GetSales.io with one API key. It needs an `HttpClient`, so the application chooses the transport:
 *
 * ```ts
 * GetSales.layer({ token }).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * ```
 */
export class GetSales extends Context.Service<GetSales, Vendor.Vendor>()("@salesbridge/getsales/GetSales") {
  /** GetSales.io with this key. */
  static readonly layer = ({ teamId, token, ...options }: Options) =>
    Layer.effect(
      GetSales,
      Vendor.make(definition, { token, teamId: teamId === undefined ? undefined : String(teamId) }, options)
    )

  /**
   * GetSales.io with its key from configuration: `GETSALES_TOKEN`, where it is needed `GETSALES_TEAM_ID`, and, where it
   * is not the vendor itself, `GETSALES_BASE_URL`. A `baseUrl` given here wins.
   */
  static readonly layerConfigWith = (options: Vendor.Options<OperationId> = {}) =>
    Layer.unwrap(
      Effect.gen(function* () {
        const token = yield* Config.NonEmptyString("GETSALES_TOKEN")
        const teamId = yield* Config.String("GETSALES_TEAM_ID").pipe(Config.withDefault(""))
        const baseUrl = yield* Config.String("GETSALES_BASE_URL").pipe(Config.withDefault(""))
        return GetSales.layer({
          ...options,
          token: Redacted.make(token),
          teamId: teamId === "" ? undefined : teamId,
          baseUrl: options.baseUrl ?? (baseUrl === "" ? undefined : baseUrl)
        })
      })
    )

  /** {@link GetSales.layerConfigWith} without settings. */
  static readonly layerConfig = GetSales.layerConfigWith()
}
