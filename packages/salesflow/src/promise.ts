/** Salesflow for applications without Effect: the same operations as functions that return promises. */
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
  /** The account's API token: Settings, LinkedIn account settings, "Account API token". */
  readonly token: PromiseClient.Secret
  /**
   * The LinkedIn account for which the token was issued. `Accounts.list` lists the accounts and does not send this one.
   */
  readonly accountId: number | string
}

// The receiver makes no calls, so it is not part of the client.
const { receiver: _, ...Webhooks } = resources.Webhooks

/** A client for one token and account. Close it after use. */
export interface SalesflowClient extends PromiseClient.Client<typeof resources> {}

/**
 * Creates a client with these credentials. Throws a `TypeError` if one is missing, or if a setting is not valid.
 * Nothing is sent before the first call.
 */
export const createSalesflow = ({ accountId, token, ...options }: Options): SalesflowClient => {
  PromiseClient.checkId("accountId", accountId)
  const credentials = { token: PromiseClient.secret("token", token), accountId }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    Salesflow.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, { ...resources, Webhooks })
}
