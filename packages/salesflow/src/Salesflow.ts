/** The service that every Salesflow operation needs, and the layers that provide it. */
import { Vendor } from "@salesbridge/core"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { definition, type OperationId } from "./Definition.ts"

/** Credentials and settings. */
export interface Options extends Vendor.Options<OperationId> {
  /** The API token of the account: Settings, LinkedIn account settings, "Account API token". */
  readonly token: Redacted.Redacted
  /** The LinkedIn account that the token was issued for. `Accounts.list` lists them and does not send it. */
  readonly accountId: number | string
}

/**
 * Salesflow with one token and account. It needs an `HttpClient`, so the application chooses the transport:
 *
 * ```ts
 * Salesflow.layer({ token, accountId: 321 }).pipe(Layer.provide(NodeHttpClient.layerUndici))
 * ```
 */
export class Salesflow extends Context.Service<Salesflow, Vendor.Vendor>()("@salesbridge/salesflow/Salesflow") {
  /** Salesflow with these credentials. */
  static readonly layer = ({ accountId, token, ...options }: Options) =>
    Layer.effect(Salesflow, Vendor.make(definition, { token, accountId: String(accountId) }, options))

  /**
   * Salesflow with credentials from configuration: `SALESFLOW_TOKEN`, `SALESFLOW_ACCOUNT_ID` and, where it is
   * not the vendor itself, `SALESFLOW_BASE_URL`. A `baseUrl` given here wins.
   */
  static readonly layerConfigWith = (options: Vendor.Options<OperationId> = {}) =>
    Layer.unwrap(
      Effect.gen(function* () {
        const token = yield* Config.NonEmptyString("SALESFLOW_TOKEN")
        const accountId = yield* Config.NonEmptyString("SALESFLOW_ACCOUNT_ID")
        const baseUrl = yield* Config.String("SALESFLOW_BASE_URL").pipe(Config.withDefault(""))
        return Salesflow.layer({
          ...options,
          token: Redacted.make(token),
          accountId,
          baseUrl: options.baseUrl ?? (baseUrl === "" ? undefined : baseUrl)
        })
      })
    )

  /** {@link Salesflow.layerConfigWith} without settings. */
  static readonly layerConfig = Salesflow.layerConfigWith()
}
