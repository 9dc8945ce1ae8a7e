/** SalesBlink for those who do not write Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import { definition } from "./Definition.ts"
import { request } from "./Operation.ts"
import * as resources from "./resources.ts"
import { type OperationId, SalesBlink } from "./SalesBlink.ts"

export * from "@salesbridge/core/promise"
// The answer of a call, not what SalesBlink wraps one in.
export type { Answer } from "@salesbridge/core/promise"
export * from "./Errors.ts"
export type * from "./index.ts"

/** Credentials and settings. */
export interface Options extends PromiseClient.Options<OperationId> {
  /** The API key, from SalesBlink's integrations page. */
  readonly apiKey: PromiseClient.Secret
}

/** SalesBlink with one API key, until it is closed. */
export interface SalesBlinkClient extends PromiseClient.Client<typeof resources> {}

/** SalesBlink with this key. Throws a `TypeError` where it is missing; nothing is sent before the first call. */
export const createSalesBlink = ({ apiKey, ...options }: Options): SalesBlinkClient => {
  const credentials = { apiKey: PromiseClient.secret("apiKey", apiKey) }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    SalesBlink.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, resources)
}
