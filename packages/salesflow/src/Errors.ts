/** One class for each failure that Salesflow documents. The errors that every call can meet are in core. */
import { VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"

// The classes below replace those of the same name.
export * from "@salesbridge/core/errors"

/**
 * The body of a failure. The API reference shows none; its "Message can contain reason" suggests the fields of an
 * acknowledgement.
 */
export const ErrorBody = Schema.Struct({
  Status: Schema.optional(Schema.NullOr(Schema.Number.annotate({ examples: [403] }))),
  Message: Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: ["Invalid token/account."] })))
})

const body = {
  details: ErrorBody,
  reason: ({ Message }: typeof ErrorBody.Type) => Message
}

/** 403, for every call: the token or the account is wrong, or they do not belong together. */
export class InvalidCredentials extends VendorError.status("InvalidCredentials", {
  status: 403,
  category: "Forbidden",
  description: "Invalid token/account",
  ...body
}) {}

/** 404: the account has no such campaign. */
export class CampaignNotFound extends VendorError.status("CampaignNotFound", {
  status: 404,
  description: "Campaign not found",
  ...body
}) {}

/** 409: the campaign is running already. */
export class CampaignAlreadyRunning extends VendorError.status("CampaignAlreadyRunning", {
  status: 409,
  description: "Campaign is already running",
  ...body
}) {}

/** 422: the campaign cannot be started. `reason` is the vendor's message, if there is one. */
export class CampaignCannotStart extends VendorError.status("CampaignCannotStart", {
  status: 422,
  description: "Campaign can't be started",
  ...body
}) {}

/** 404: the account has no such member. */
export class MemberNotFound extends VendorError.status("MemberNotFound", {
  status: 404,
  description: "Member not found",
  ...body
}) {}

/**
 * 404: the account has no such webhook. From `Webhooks.attach`, which names a webhook and a campaign, either may be
 * missing.
 */
export class WebhookNotFound extends VendorError.status("WebhookNotFound", {
  status: 404,
  description: "Webhook, or the campaign to attach it to, not found",
  ...body
}) {}

/** 404: the account has no such attachment of a webhook to a campaign. */
export class WebhookAttachmentNotFound extends VendorError.status("WebhookAttachmentNotFound", {
  status: 404,
  description: "Attachment of the webhook not found",
  ...body
}) {}
