/** GetSales.io for those who do not write Effect: the same operations as functions that return promises. */
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
  /** The API key, a JWT, without `Bearer` before it. */
  readonly token: PromiseClient.Secret
  /** The team, sent as `Team-ID`. Default: not sent, and the key tells the team. */
  readonly teamId?: number | string | undefined
}

// What receives webhooks makes no calls.
const { receiver: _, ...Webhooks } = resources.Webhooks

/** GetSales.io with one API key, until it is closed. */
export interface GetSalesClient extends PromiseClient.Client<typeof resources> {}

/** GetSales.io with this key. Throws a `TypeError` where it is missing; nothing is sent before the first call. */
export const createGetSales = ({ teamId, token, ...options }: Options): GetSalesClient => {
  const credentials = { token: PromiseClient.secret("token", token), teamId }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    GetSales.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, { ...resources, Webhooks })
}
