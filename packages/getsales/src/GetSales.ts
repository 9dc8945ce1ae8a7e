/** GetSales.io as a service, with its layers. */
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
  /** The API key, a JWT, without `Bearer`. */
  readonly token: Redacted.Redacted
  /** The team, sent as `Team-ID`. Default: not sent, and the key determines the team. */
  readonly teamId?: number | string | undefined
}

/**
 * GetSales.io with one API key. It needs an `HttpClient`, so that the application chooses the transport:
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
   * GetSales.io with its key from configuration: `GETSALES_TOKEN`, and the optional `GETSALES_TEAM_ID` and
   * `GETSALES_BASE_URL`. A `baseUrl` in the options takes precedence.
   */
  static readonly layerConfigWith = VendorConfig.layerWith(definition, GetSales.layer)

  /** {@link GetSales.layerConfigWith} without options. */
  static readonly layerConfig = GetSales.layerConfigWith()
}
