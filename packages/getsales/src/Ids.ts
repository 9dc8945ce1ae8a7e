/**
 * GetSales.io's identifiers. Each has its own type, so they cannot be confused. They are called UUIDs, but the samples
 * in the API reference are not UUIDs, so any non-empty string is accepted.
 */
import * as Schema from "effect/Schema"

const uuid = Schema.NonEmptyString.annotate({ examples: ["uuid-uuid-uuid-uuid-example"] })

/** A contact. */
export const LeadUuid = uuid.pipe(Schema.brand("GetSalesLeadUuid"))
export type LeadUuid = typeof LeadUuid.Type

/** An automation. */
export const FlowUuid = uuid.pipe(Schema.brand("GetSalesFlowUuid"))
export type FlowUuid = typeof FlowUuid.Type

/** A list of contacts. */
export const ListUuid = uuid.pipe(Schema.brand("GetSalesListUuid"))
export type ListUuid = typeof ListUuid.Type

/** A sender profile. */
export const SenderProfileUuid = uuid.pipe(Schema.brand("GetSalesSenderProfileUuid"))
export type SenderProfileUuid = typeof SenderProfileUuid.Type

/** A LinkedIn message. */
export const MessageUuid = uuid.pipe(Schema.brand("GetSalesMessageUuid"))
export type MessageUuid = typeof MessageUuid.Type

/** An email. */
export const EmailUuid = uuid.pipe(Schema.brand("GetSalesEmailUuid"))
export type EmailUuid = typeof EmailUuid.Type

/** The body of an email. */
export const EmailBodyUuid = uuid.pipe(Schema.brand("GetSalesEmailBodyUuid"))
export type EmailBodyUuid = typeof EmailBodyUuid.Type

/** A message template. */
export const TemplateUuid = uuid.pipe(Schema.brand("GetSalesTemplateUuid"))
export type TemplateUuid = typeof TemplateUuid.Type

/** A mailbox. */
export const MailboxUuid = uuid.pipe(Schema.brand("GetSalesMailboxUuid"))
export type MailboxUuid = typeof MailboxUuid.Type

/** A LinkedIn account. */
export const LinkedInAccountUuid = uuid.pipe(Schema.brand("GetSalesLinkedInAccountUuid"))
export type LinkedInAccountUuid = typeof LinkedInAccountUuid.Type

/** A webhook. */
export const WebhookUuid = uuid.pipe(Schema.brand("GetSalesWebhookUuid"))
export type WebhookUuid = typeof WebhookUuid.Type
