/** What the promise clients of vendor packages are made of, and the errors that every call can meet. */
export { ClientClosed } from "./ClientClosed.ts"
export { EndlessList } from "./EndlessList.ts"
export * as PromiseClient from "./PromiseClient.ts"
export * as PromiseWebhook from "./PromiseWebhook.ts"
// Named, not only in the namespace: without these the declarations of applications could not be emitted.
export type { Answer, Arguments, CallOptions, Client, Derived, Method, Module } from "./PromiseClient.ts"
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
