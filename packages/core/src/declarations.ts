/**
 * The types that TypeScript must name in the declarations of an application that exports effects of a vendor. Each
 * vendor's package exports them too: with pnpm, an application that depends only on that package cannot name this one.
 */
export type { CallError, FailureOf } from "./CallError.ts"
export type { CallOptions as EffectCallOptions } from "./CallOptions.ts"
export type { DecodedResponse as EffectDecodedResponse } from "./DecodedResponse.ts"
export type { EndlessList } from "./EndlessList.ts"
export type { Input as OperationInput, InputOf, Operation as OperationOf } from "./Operation.ts"
export type { Receiver as WebhookReceiver } from "./Webhook.ts"
