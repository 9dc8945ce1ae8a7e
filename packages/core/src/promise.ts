/** The foundation of the vendor packages' promise clients, and the errors that every call can meet. */
export { ClientClosed } from "./ClientClosed.ts"
export { EndlessList } from "./EndlessList.ts"
export * as PromiseClient from "./PromiseClient.ts"
export * as PromiseWebhook from "./PromiseWebhook.ts"
// Exported by name in addition to the namespace: otherwise TypeScript could not emit the declarations of applications
// that use them.
export type {
  Answer,
  Arguments,
  CallOptions,
  Client,
  DecodedResponse,
  Derived,
  Method,
  Module
} from "./PromiseClient.ts"
export type { PromiseLogger } from "./PromiseLogger.ts"
export type { Receiver } from "./PromiseWebhook.ts"
export {
  CredentialsUnavailable,
  InvalidInput,
  NetworkError,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout,
  ResponseTooLarge,
  UnexpectedResponse,
  UnexpectedStatus
} from "./VendorError.ts"
