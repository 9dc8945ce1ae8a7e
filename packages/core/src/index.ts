/**
 * The foundation of every vendor package: operations as data, the service that calls them, errors with shared
 * categories, retry, quota, paging and webhooks.
 */
export type { Answer, DecodedResponse } from "./DecodedResponse.ts"
export type { CallOptions, Hooks, Override, Received, Resending, Sent, Timeouts, Wait } from "./CallOptions.ts"
// Exported by name in addition to the namespaces: otherwise TypeScript could not emit the declarations of packages and
// applications that use them.
export type { CallError, FailureOf, InputOf, OperationInput, OperationOf, WebhookReceiver } from "./declarations.ts"
export type { Category as ErrorCategory } from "./Category.ts"
export type { Failure, InputIssue } from "./VendorError.ts"
export type { OAuth as OAuthTokens } from "./OAuth.ts"
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
export { isOdd, isUnrecognized, type Tolerant, tolerant } from "./Tolerant.ts"
export * as Vendor from "./Vendor.ts"
export * as VendorConfig from "./VendorConfig.ts"
export * as VendorError from "./VendorError.ts"
export * as Webhook from "./Webhook.ts"
export type { PostedDelivery, WebhookProtocol } from "./WebhookProtocol.ts"
