/** SalesBlink as a service, and the layers that provide it. */
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
export class SalesBlink extends Service.SalesBlink {
  /** SalesBlink with this key. */
  static readonly layer = ({ apiKey, ...options }: Options) =>
    Layer.effect(Service.SalesBlink, Vendor.make(definition, { apiKey }, options))

  /**
   * SalesBlink with its key from configuration: `SALESBLINK_API_KEY` and, where it is not the vendor itself,
   * `SALESBLINK_BASE_URL`. A `baseUrl` given here wins.
   */
  static readonly layerConfigWith = VendorConfig.layerWith(definition, SalesBlink.layer)

  /** {@link SalesBlink.layerConfigWith} without settings. */
  static readonly layerConfig = SalesBlink.layerConfigWith()
}
