/** GetSales.io for applications without Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import { definition } from "./Definition.ts"
import { type OperationId, GetSales } from "./GetSales.ts"
import { request } from "./Operation.ts"
import * as resources from "./resources.ts"

export * from "@salesbridge/core/promise"
export * from "./Errors.ts"
export type * from "./index.ts"
export * as Webhooks from "./promise/Webhooks.ts"

/** Credentials and settings. */
export interface Options extends PromiseClient.Options<OperationId> {
  /** The API key, a JWT, without `Bearer`. */
  readonly token: PromiseClient.Secret
  /** The team, sent as `Team-ID`. Default: not sent, and the key determines the team. */
  readonly teamId?: number | string | undefined
}

// The receiver makes no calls, so it is not part of the client.
const { receiver: _, ...Webhooks } = resources.Webhooks

/** A client for one API key. Close it after use. */
export interface GetSalesClient extends PromiseClient.Client<typeof resources> {}

/**
 * Creates a client with this key. Throws a `TypeError` if the key is missing, or if a setting is not valid. Nothing is
 * sent before the first call.
 */
export const createGetSales = ({ teamId, token, ...options }: Options): GetSalesClient => {
  if (teamId !== undefined) PromiseClient.checkId("teamId", teamId)
  const credentials = { token: PromiseClient.secret("token", token), teamId }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    GetSales.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, { ...resources, Webhooks })
}
