/** GetSales.io: contacts, automations, the unified inbox, sender profiles, lists and webhooks. */
export { definition } from "./Definition.ts"
export * from "./Errors.ts"
export { type Options, GetSales } from "./GetSales.ts"
export * from "./Ids.ts"
export { request } from "./Operation.ts"
export * from "./resources.ts"
export type { Schedule, ScheduleInput } from "./Schedule.ts"
export type { WebhookEvent } from "./WebhookEvent.ts"
export * as WebhookEvents from "./WebhookEvent.ts"
export { webhookProtocol } from "./WebhookProtocol.ts"
// Without these, TypeScript could not emit the declarations of applications that export effects.
export type { GetSales as GetSalesService } from "./Service.ts"
export type * from "@salesbridge/core/declarations"
