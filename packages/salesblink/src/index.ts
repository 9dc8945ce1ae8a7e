/** SalesBlink: lists of leads, sequences, senders and their results, and the legacy calls. */
export type { Success } from "./Response.ts"
export { definition } from "./Definition.ts"
export type { Answer, AnyJson, LegacyResponse } from "./LegacyEnvelope.ts"
export * from "./Errors.ts"
export * from "./Ids.ts"
export { request } from "./Operation.ts"
export * from "./resources.ts"
export { type Options, SalesBlink } from "./SalesBlink.ts"
// Without these, TypeScript could not emit the declarations of applications that export effects.
export type { SalesBlink as SalesBlinkService } from "./Service.ts"
export type * from "@salesbridge/core/declarations"
