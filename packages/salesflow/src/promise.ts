/** Salesflow for those who do not write Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import * as Accounts from "./Accounts.ts"
import * as Campaigns from "./Campaigns.ts"
import { definition, type OperationId } from "./Definition.ts"
import * as Members from "./Members.ts"
import { request } from "./Operation.ts"
import { Salesflow } from "./Salesflow.ts"
import * as Statistics from "./Statistics.ts"
import * as Webhooks from "./Webhooks.ts"

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
  /** The API token of the account: Settings, LinkedIn account settings, "Account API token". */
  readonly token: PromiseClient.Secret
  /** The LinkedIn account that the token was issued for. `Accounts.list` lists them and does not send it. */
  readonly accountId: number | string
}

const { receiver: _, ...rest } = Webhooks
// What receives webhooks makes no calls.
const webhooks: Omit<typeof Webhooks, "receiver"> = rest
const modules = { Accounts, Campaigns, Members, Statistics, Webhooks: webhooks }

/** Salesflow with one token and account, until it is closed. */
export interface SalesflowClient extends PromiseClient.Client<typeof modules> {}

/** Salesflow with these credentials. Throws a `TypeError` where one is missing; nothing is sent before the first call. */
export const createSalesflow = ({ accountId, token, ...options }: Options): SalesflowClient => {
  PromiseClient.secret("accountId", String(accountId ?? ""))
  const credentials = { token: PromiseClient.secret("token", token), accountId }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    Salesflow.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, modules)
}
