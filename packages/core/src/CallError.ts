/** The errors that a call can fail with. */
import type { HttpError } from "./HttpErrors.ts"
import type {
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

/** The errors that every call can meet, in addition to its documented errors. */
export type CallError =
  | InvalidInput
  | NetworkError
  | RequestTimeout
  | QuotaExceeded
  | QuotaUnavailable
  | CredentialsUnavailable
  | UnexpectedStatus
  | UnexpectedResponse
  | ResponseTooLarge
  | HttpError

type TagOf<E> = E extends { readonly _tag: infer Tag } ? Tag : never

/** The errors of a call, given the vendor's own errors. A vendor's class replaces the shared class of the same name. */
export type FailureOf<E> = E | Exclude<CallError, { readonly _tag: TagOf<E> }>
