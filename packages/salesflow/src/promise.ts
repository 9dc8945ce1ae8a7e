/** Salesflow for those who do not write Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import { definition } from "./Definition.ts"
import { request } from "./Operation.ts"
import * as resources from "./resources.ts"
import { type OperationId, Salesflow } from "./Salesflow.ts"

export * from "@salesbridge/core/promise"
export * from "./Errors.ts"
export type * from "./index.ts"
export * as Webhooks from "./promise/Webhooks.ts"

/** Credentials and settings. */
export interface Options extends PromiseClient.Options<OperationId> {
  /** The API token of the account: Settings, LinkedIn account settings, "Account API token". */
  readonly token: PromiseClient.Secret
  /** The LinkedIn account that the token was issued for. `Accounts.list` lists them and does not send it. */
  readonly accountId: number | string
}

// What receives webhooks makes no calls.
const { receiver: _, ...Webhooks } = resources.Webhooks

/** Salesflow with one token and account, until it is closed. */
export interface SalesflowClient extends PromiseClient.Client<typeof resources> {}

/** Salesflow with these credentials. Throws a `TypeError` where one is missing; nothing is sent before the first call. */
export const createSalesflow = ({ accountId, token, ...options }: Options): SalesflowClient => {
  PromiseClient.secret("accountId", String(accountId ?? ""))
  const credentials = { token: PromiseClient.secret("token", token), accountId }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    Salesflow.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, { ...resources, Webhooks })
}
