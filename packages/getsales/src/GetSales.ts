/** GetSales.io as a service, and the layers that provide it. */
import { type Catalog, Vendor, VendorConfig } from "@salesbridge/core"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { definition } from "./Definition.ts"
import type * as resources from "./resources.ts"
import * as Service from "./Service.ts"

/** The id of an operation. */
export type OperationId = Catalog.IdOf<typeof resources>

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
export class GetSales extends Service.GetSales {
  /** GetSales.io with this key. */
  static readonly layer = ({ teamId, token, ...options }: Options) =>
    Layer.effect(
      Service.GetSales,
      Vendor.make(definition, { token, teamId: teamId === undefined ? undefined : String(teamId) }, options)
    )

  /**
   * GetSales.io with its key from configuration: `GETSALES_TOKEN`, where it is needed `GETSALES_TEAM_ID`, and, where it
   * is not the vendor itself, `GETSALES_BASE_URL`. A `baseUrl` given here wins.
   */
  static readonly layerConfigWith = VendorConfig.layerWith(definition, GetSales.layer)

  /** {@link GetSales.layerConfigWith} without settings. */
  static readonly layerConfig = GetSales.layerConfigWith()
}
