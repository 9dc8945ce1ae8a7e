/** What the promise clients of vendor packages are made of, and the errors that every call can meet. */
export { ClientClosed } from "./ClientClosed.ts"
export * as PromiseClient from "./PromiseClient.ts"
export {
  CredentialsUnavailable,
  InvalidInput,
  NetworkError,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout,
  UnexpectedResponse,
  UnexpectedStatus
} from "./VendorError.ts"
