/** SalesBlink as a service, with its layers. */
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
 * SalesBlink with one API key. It needs an `HttpClient`, so that the application chooses the transport:
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
   * SalesBlink with its key from configuration: `SALESBLINK_API_KEY` and the optional `SALESBLINK_BASE_URL`. A
   * `baseUrl` in the options takes precedence.
   */
  static readonly layerConfigWith = VendorConfig.layerWith(definition, SalesBlink.layer)

  /** {@link SalesBlink.layerConfigWith} without options. */
  static readonly layerConfig = SalesBlink.layerConfigWith()
}
