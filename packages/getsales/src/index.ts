/** GetSales.io: contacts, automations, the unified inbox, sender profiles and lists. */
export { definition } from "./Definition.ts"
export * from "./Errors.ts"
export { type Options, GetSales } from "./GetSales.ts"
export * from "./Ids.ts"
export { request } from "./Operation.ts"
export * from "./resources.ts"
