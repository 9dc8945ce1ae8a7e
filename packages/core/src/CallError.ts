/** The types of what a call can fail with. */
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

/** What every call can fail with, beside its documented errors. */
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

/** The failures of a call that can meet these errors of its vendor, whose classes stand over those of the same name. */
export type FailureOf<E> = E | Exclude<CallError, { readonly _tag: TagOf<E> }>
