/** SalesBlink's identifiers: strings that are never empty. Each has its own type, so they cannot be confused. */
import * as Schema from "effect/Schema"

const id = (example: string) => Schema.NonEmptyString.annotate({ examples: [example] })

/** A list of leads. */
export const ListId = id("b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d01").pipe(Schema.brand("SalesBlinkListId"))
export type ListId = typeof ListId.Type

/** A lead. */
export const LeadId = id("d4e5f6a7-1b2c-4d3e-8f4a-5b6c7d8e9f01").pipe(Schema.brand("SalesBlinkLeadId"))
export type LeadId = typeof LeadId.Type

/** A lead, as only archiving identifies it: by 24 hexadecimal digits. */
export const ContactId = id("5f0c1d7e9b3a4c2d8e6f7c30").pipe(Schema.brand("SalesBlinkContactId"))
export type ContactId = typeof ContactId.Type

/** An email template. */
export const TemplateId = id("507f1f77bcf86cd799439011").pipe(Schema.brand("SalesBlinkTemplateId"))
export type TemplateId = typeof TemplateId.Type

/** A message in the inbox, by its id from the mail servers. */
export const MessageId = id("CAJ7x-1@mail.example.com").pipe(Schema.brand("SalesBlinkMessageId"))
export type MessageId = typeof MessageId.Type

/** A sequence. */
export const SequenceId = id("3c2a51b0-8f5e-4d0b-9a3c-6f7d1e2b4a01").pipe(Schema.brand("SalesBlinkSequenceId"))
export type SequenceId = typeof SequenceId.Type

/** A sender. */
export const SenderId = id("8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01").pipe(Schema.brand("SalesBlinkSenderId"))
export type SenderId = typeof SenderId.Type

/** A folder. */
export const FolderId = id("6f1de0a4-5b7c-4c1e-9a52-3f0b8d7c2e01").pipe(Schema.brand("SalesBlinkFolderId"))
export type FolderId = typeof FolderId.Type

/** A user. */
export const UserId = id("772e7879-cb1f-4cc6-9dae-50b3962d302a").pipe(Schema.brand("SalesBlinkUserId"))
export type UserId = typeof UserId.Type

/** A workspace. */
export const WorkspaceId = id("e1f2a3b4-5c6d-4e7f-8a9b-0c1d2e3f4a01").pipe(Schema.brand("SalesBlinkWorkspaceId"))
export type WorkspaceId = typeof WorkspaceId.Type

/** An inbox placement test. */
export const PlacementTestId = id("f2a3b4c5-6d7e-4f8a-9b0c-1d2e3f4a5b01").pipe(
  Schema.brand("SalesBlinkPlacementTestId")
)
export type PlacementTestId = typeof PlacementTestId.Type

/** An order of domains and mailboxes. */
export const OrderId = id("1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c01").pipe(Schema.brand("SalesBlinkOrderId"))
export type OrderId = typeof OrderId.Type

/** A mailbox of an order. */
export const MailboxId = id("2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d01").pipe(Schema.brand("SalesBlinkMailboxId"))
export type MailboxId = typeof MailboxId.Type

/** An API key. */
export const KeyId = id("0d061c26-83a5-490c-ab85-c72e46103e21").pipe(Schema.brand("SalesBlinkKeyId"))
export type KeyId = typeof KeyId.Type

/** An entry of the blocklist. */
export const EntryId = id("a3b4c5d6-7e8f-4a9b-8c0d-1e2f3a4b5c01").pipe(Schema.brand("SalesBlinkEntryId"))
export type EntryId = typeof EntryId.Type

/** A campaign of the legacy API. */
export const CampaignID = id("5f0c1d7e9b3a4c2d8e6f7a10").pipe(Schema.brand("SalesBlinkCampaignID"))
export type CampaignID = typeof CampaignID.Type

/** A prospect of the legacy API. */
export const ProspectID = id("5f0c1d7e9b3a4c2d8e6f7b20").pipe(Schema.brand("SalesBlinkProspectID"))
export type ProspectID = typeof ProspectID.Type
