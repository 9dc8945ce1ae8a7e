/** SalesBlink: campaigns, their prospects, and the team. */
export * as Campaigns from "./Campaigns.ts"
export { definition } from "./Definition.ts"
export type { Answer } from "./Envelope.ts"
export * from "./Errors.ts"
export * from "./Ids.ts"
export * as Prospects from "./Prospects.ts"
export { type Options, SalesBlink } from "./SalesBlink.ts"
export * as Team from "./Team.ts"
