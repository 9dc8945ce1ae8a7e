/** Salesloft as a service, with its layers. */
import { type Catalog, type Credentials, Vendor, VendorConfig } from "@salesbridge/core"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { definition } from "./Definition.ts"
import type * as resources from "./resources.ts"
import * as Service from "./Service.ts"

/** The id of an operation. */
export type OperationId = Catalog.IdOf<typeof resources>

/** Credentials and settings. */
export interface Options extends Vendor.Options<OperationId> {
  /** An OAuth access token or an API key, without `Bearer`, or a source of tokens. */
  readonly accessToken: Redacted.Redacted | Credentials.Source
}

/**
 * Salesloft with one access token. It needs an `HttpClient`, so that the application chooses the transport:
 *
 * ```ts
 * Salesloft.layer({ accessToken }).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * ```
 */
export class Salesloft extends Service.Salesloft {
  /** Salesloft with this token. */
  static readonly layer = ({ accessToken, ...options }: Options) =>
    Layer.effect(Service.Salesloft, Vendor.make(definition, { accessToken }, options))

  /**
   * Salesloft with its token from configuration: `SALESLOFT_ACCESS_TOKEN` and the optional `SALESLOFT_BASE_URL`. A
   * `baseUrl` in the options takes precedence.
   */
  static readonly layerConfigWith = VendorConfig.layerWith(definition, Salesloft.layer)

  /** {@link Salesloft.layerConfigWith} without options. */
  static readonly layerConfig = Salesloft.layerConfigWith()
}
