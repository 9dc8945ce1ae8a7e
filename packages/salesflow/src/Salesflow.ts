/** Salesflow as a service, with its layers. */
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
  /** The account's API token: Settings, LinkedIn account settings, "Account API token". */
  readonly token: Redacted.Redacted
  /**
   * The LinkedIn account for which the token was issued. `Accounts.list` lists the accounts and does not send this one.
   */
  readonly accountId: number | string
}

/**
 * Salesflow with one token and account. It needs an `HttpClient`, so that the application chooses the transport:
 *
 * ```ts
 * Salesflow.layer({ token, accountId: 321 }).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * ```
 */
export class Salesflow extends Service.Salesflow {
  /** Salesflow with these credentials. */
  static readonly layer = ({ accountId, token, ...options }: Options) =>
    Layer.effect(Service.Salesflow, Vendor.make(definition, { token, accountId: String(accountId) }, options))

  /**
   * Salesflow with credentials from configuration: `SALESFLOW_TOKEN`, `SALESFLOW_ACCOUNT_ID` and the optional
   * `SALESFLOW_BASE_URL`. A `baseUrl` in the options takes precedence.
   */
  static readonly layerConfigWith = VendorConfig.layerWith(definition, Salesflow.layer)

  /** {@link Salesflow.layerConfigWith} without options. */
  static readonly layerConfig = Salesflow.layerConfigWith()
}
