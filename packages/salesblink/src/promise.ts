/** SalesBlink for those who do not write Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import * as Campaigns from "./Campaigns.ts"
import { definition, type OperationId } from "./Definition.ts"
import { request } from "./Operation.ts"
import * as Prospects from "./Prospects.ts"
import { SalesBlink } from "./SalesBlink.ts"
import * as Team from "./Team.ts"

export {
  ClientClosed,
  CredentialsUnavailable,
  InvalidInput,
  NetworkError,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout,
  UnexpectedResponse,
  UnexpectedStatus
} from "@salesbridge/core/promise"
export type { Answer, CallOptions, Method, Module } from "@salesbridge/core/promise"
export * from "./Errors.ts"
export type * from "./index.ts"

/** Credentials and settings. */
export interface Options extends PromiseClient.Options<OperationId> {
  /** The API key, from SalesBlink's integrations page. */
  readonly apiKey: PromiseClient.Secret
}

const modules = { Campaigns, Prospects, Team }

/** SalesBlink with one API key, until it is closed. */
export interface SalesBlinkClient extends PromiseClient.Client<typeof modules> {}

/** SalesBlink with this key. Throws a `TypeError` where it is missing; nothing is sent before the first call. */
export const createSalesBlink = ({ apiKey, ...options }: Options): SalesBlinkClient => {
  const credentials = { apiKey: PromiseClient.secret("apiKey", apiKey) }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    SalesBlink.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, modules)
}
