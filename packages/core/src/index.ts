/**
 * What every vendor package is made of: operations as data, the service that calls them, errors with shared
 * categories, retry, quota, paging and webhooks.
 */
export type { Answer } from "./Answer.ts"
export type { CallOptions, Override, Timeouts, Wait } from "./CallOptions.ts"
// Named, not only in namespaces: without these the declarations of vendor packages and of applications could not be
// emitted.
export type { Category as ErrorCategory } from "./Category.ts"
export type { CallError, Failure, InputIssue } from "./VendorError.ts"
export type { Input as OperationInput, Operation as OperationOf } from "./Operation.ts"
export type { OAuth as OAuthTokens } from "./OAuth.ts"
export type { Receiver as WebhookReceiver } from "./Webhook.ts"
export * as Catalog from "./Catalog.ts"
export * as Category from "./Category.ts"
export * as Credentials from "./Credentials.ts"
export { EndlessList } from "./EndlessList.ts"
export * as Field from "./Field.ts"
export * as Instant from "./Instant.ts"
export * from "./OpenLiterals.ts"
export * as Operation from "./Declare.ts"
export * as OAuth from "./OAuth.ts"
export * as Paging from "./Paging.ts"
export * as Quota from "./Quota.ts"
export type { QueryValue, RawRequest } from "./RawRequest.ts"
export * as Redaction from "./Redaction.ts"
export * as Retry from "./Retry.ts"
export * as RetryAfter from "./RetryAfter.ts"
export * as TokenStore from "./TokenStores.ts"
export { isOdd, type Tolerant, tolerant } from "./Tolerant.ts"
export * as Vendor from "./Vendor.ts"
export * as VendorConfig from "./VendorConfig.ts"
export * as VendorError from "./VendorError.ts"
export * as Webhook from "./Webhook.ts"
