/** SalesBlink for applications without Effect: the same operations as functions that return promises. */
import { PromiseClient } from "@salesbridge/core/promise"
import { definition } from "./Definition.ts"
import { request } from "./Operation.ts"
import * as resources from "./resources.ts"
import { type OperationId, SalesBlink } from "./SalesBlink.ts"

export * from "@salesbridge/core/promise"
// The response of a call, not SalesBlink's envelope.
export type { Answer } from "@salesbridge/core/promise"
export * from "./Errors.ts"
export type * from "./index.ts"

/** Credentials and settings. */
export interface Options extends PromiseClient.Options<OperationId> {
  /** The API key, from SalesBlink's integrations page. */
  readonly apiKey: PromiseClient.Secret
}

/** A client for one API key. Close it after use. */
export interface SalesBlinkClient extends PromiseClient.Client<typeof resources> {}

/**
 * Creates a client with this key. Throws a `TypeError` if the key is missing, or if a setting is not valid. Nothing is
 * sent before the first call.
 */
export const createSalesBlink = ({ apiKey, ...options }: Options): SalesBlinkClient => {
  const credentials = { apiKey: PromiseClient.secret("apiKey", apiKey) }
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    SalesBlink.layer({ ...settings, ...credentials })
  )
  return PromiseClient.make(connection, request, resources)
}
