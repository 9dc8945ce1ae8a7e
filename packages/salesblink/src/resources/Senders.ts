/** The mailboxes from which emails are sent. */
import * as Schema from "effect/Schema"
import { response, Success } from "../Response.ts"
import { open, part } from "../LegacyEnvelope.ts"
import { BadRequest, Conflict, Forbidden, InternalServerError, NotFound } from "../Errors.ts"
import { anything, boolean, field, integer, number, string, strings, timestamp } from "../Field.ts"
import { FolderId, SenderId } from "../Ids.ts"
import { loginLink } from "../LoginLink.ts"
import { Mail } from "../Mail.ts"
import { get, type InputOf, patch, post } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A sender. SalesBlink does not document its fields; these are known from real responses. Other fields are kept. */
export class Sender extends Schema.Opaque<Sender>()(
  open({
    id: SenderId,
    /** Usually the address. */
    alias: string("ida.lindqvist@example.com"),
    google_email: string("ida.lindqvist@example.com"),
    senderName: string("Ida Lindqvist"),
    serviceName: string("Google"),
    senderType: string("OAUTH"),
    sendingEnabled: boolean,
    receivingEnabled: boolean,
    warmupEnabled: boolean,
    readyForOutreach: string("unknown"),
    /** The maximum number of sequence emails a day. */
    sequence_max_daily_frequency: integer(30),
    /** The maximum number of warm-up emails a day. */
    maxDailyFrequency: integer(20),
    mailbox_subscription_expired: boolean
  })
) {}

/** A page of the senders. API reference: "Get All Email Senders". */
export const list = get<ListInput>()("/api/public/v1.0.0/senders", {
  id: "getAllSenders",
  source: "Get All Email Senders",
  query: {
    ...Page.window(100),
    /** A part of the name or address. */
    search: Page.text("ida"),
    folder: Schema.optional(FolderId),
    /** An older filter. Its form is not documented. */
    filter: Page.text("active")
  },
  success: response(Schema.Array(Sender))
})
export interface ListInput extends InputOf<typeof list> {}

/** The senders, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/** A login link to the page where a sender is connected. API reference: "Get Sender Connection Link". */
export const connectLink = get("/api/public/v1.0.0/senders/connect-link", {
  id: "getSenderConnectLink",
  source: "Get Sender Connection Link",
  success: loginLink,
  errors: [Forbidden]
})

/** A login link to the page where several senders are connected. API reference: "Get Bulk Sender Upload Link". */
export const bulkConnectLink = get("/api/public/v1.0.0/senders/bulk-connect-link", {
  id: "getBulkSenderConnectLink",
  source: "Get Bulk Sender Upload Link",
  success: loginLink,
  errors: [Forbidden]
})

const optionalText = Schema.optional(Schema.String)
const onOrOff = Schema.optional(Schema.Boolean)
const whole = Schema.optional(Schema.Int)
const upTo50 = Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 50 })))

const rampUp = {
  sequence_auto_ramp_up_enabled: onOrOff,
  sequence_initial_daily_frequency: whole,
  sequence_ramp_up_frequency: whole,
  sequence_max_daily_frequency: whole
}

/**
 * Adds a mailbox by its servers. SalesBlink connects it some minutes later. Unsafe: sending it twice may add two. API
 * reference: "Add Email Sender".
 */
export const add = post<AddInput>()("/api/public/v1.0.0/senders/add-sender", {
  id: "addSender",
  source: "Add Email Sender",
  body: {
    from_email: Schema.NonEmptyString.annotate({ examples: ["ida.lindqvist@example.com"] }),
    password: Schema.NonEmptyString.annotate({ examples: ["not-a-password"] }),
    smtp_host: Schema.NonEmptyString.annotate({ examples: ["smtp.example.com"] }),
    smtp_port: Schema.Int.annotate({ examples: [465] }),
    from_name: optionalText,
    /** Default: the address. */
    user_name: optionalText,
    /** Default: the mailbox only sends. */
    imap_host: optionalText,
    imap_port: whole,
    imap_user_name: optionalText,
    /** Default: `password`. */
    imap_password: optionalText,
    warmup_enabled: onOrOff,
    auto_ramp_up_enabled: onOrOff,
    total_warmup_per_day: upTo50,
    ramp_up_frequency: upTo50,
    max_daily_frequency: upTo50,
    starting_warmup_frequency: upTo50,
    warmup_tag: optionalText,
    inbox_enable: onOrOff,
    inbox_path: optionalText,
    spam_path: optionalText,
    pause_cold_emails_when_health_low: onOrOff,
    pause_cold_emails_health_threshold: Schema.optional(
      Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 }))
    ),
    ...rampUp,
    signature_id: optionalText,
    custom_tracking_url: optionalText,
    dkim_identifier: optionalText,
    reply_to_email: optionalText
  },
  success: Success,
  errors: [BadRequest]
})
export interface AddInput extends InputOf<typeof add> {}

/** Changes the settings of a sender. Idempotent: it sets values. API reference: "Update Sender". */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/senders/{id}", {
  id: "updateSender",
  source: "Update Sender",
  path: { id: SenderId },
  body: {
    warmup_enabled: onOrOff,
    warmup_urls: Schema.optional(Schema.Array(Schema.String)),
    warmup_templates: Schema.optional(Schema.Array(Schema.String)),
    auto_ramp_up_enabled: onOrOff,
    ramp_up_frequency: whole,
    max_daily_frequency: whole,
    starting_warmup_frequency: whole,
    /** In percent. */
    open_rate: whole,
    spam_protection: whole,
    read_emulation: whole,
    warmup_keyword: optionalText,
    ...rampUp,
    pause_cold_emails_when_health_low: onOrOff,
    pause_cold_emails_health_threshold: whole,
    inbox_enabled: onOrOff,
    inbox_path: optionalText,
    spam_path: optionalText,
    /** The signature's id or name. */
    signature: optionalText,
    reply_to: optionalText,
    dkim_identifier: optionalText,
    use_custom_tracking_domain: onOrOff,
    tracking_domain: optionalText,
    /** A folder of senders. An empty string removes the sender from its folder. */
    folder: optionalText
  },
  success: Success,
  errors: [BadRequest, Forbidden, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * Reconnects a sender: at once with Google and Outlook, otherwise some minutes later. Fails with `Conflict` (409) if
 * the provider rejects the login, and with `InternalServerError` (500) if the sender does not exist. API reference:
 * "Reconnect Sender".
 */
export const reconnect = post<ReconnectInput>()("/api/public/v1.0.0/senders/{id}/reconnect", {
  id: "reconnectSender",
  source: "Reconnect Sender",
  path: { id: SenderId },
  success: Schema.Struct({ success: part(true), msg: part("Email Sender Re-connected Successfully") }),
  errors: [Conflict, InternalServerError],
  safety: "idempotent"
})
export interface ReconnectInput extends InputOf<typeof reconnect> {}

/** The health of a sender. */
export class SenderHealth extends Schema.Opaque<SenderHealth>()(
  Schema.Struct({
    sender_id: field(SenderId),
    email: string("ida.lindqvist@example.com"),
    sending_enabled: boolean,
    receiving_enabled: boolean,
    warmup_enabled: boolean,
    connected: boolean,
    processing: boolean,
    error: field(anything),
    /** From 0 to 100. */
    health_score: integer(96),
    /** In percent, over the last seven days. */
    bounce_rate: number(1.5),
    /** In percent, over the last seven days. */
    reply_rate: number(7.5),
    last_7_days: field(Schema.Struct({ sent: integer(40), bounced: integer(1), replies: integer(3) })),
    warmup_30_days: field(Schema.Struct({ sent: integer(200), replies: integer(80) })),
    last_check: timestamp,
    last_updated: timestamp
  })
) {}

/** The health of a sender. API reference: "Get Sender Health". */
export const health = get<HealthInput>()("/api/public/v1.0.0/senders/{id}/health", {
  id: "getSenderHealth",
  source: "Get Sender Health",
  path: { id: SenderId },
  success: response(SenderHealth),
  errors: [NotFound]
})
export interface HealthInput extends InputOf<typeof health> {}

const warmed = field(Schema.Struct({ totalCount: integer(20), spam_to_inbox: integer(1) }))

/** The warm-up emails of a day, sent and received. */
export class WarmupDay extends Schema.Opaque<WarmupDay>()(
  Schema.Struct({
    /** YYYY-MM-DD. */
    date: string("2026-06-01"),
    sent: integer(20),
    sent_replies: integer(8),
    received: integer(20),
    received_replies: integer(9),
    spam_to_inbox: integer(1)
  })
) {}

/** The same by mailbox provider. */
export class WarmupByProvider extends Schema.Opaque<WarmupByProvider>()(
  Schema.Struct({ google: warmed, outlook: warmed, others: warmed })
) {}

/** The warm-up emails of a sender by day, for up to 90 days. API reference: "Get Sender Warmup Stats". */
export const warmupStats = get<WarmupStatsInput>()("/api/public/v1.0.0/senders/{id}/warmup-stats", {
  id: "getSenderWarmupStats",
  source: "Get Sender Warmup Stats",
  path: { id: SenderId },
  query: {
    /** The number of days, at most 90. Default: 30. */
    days: Schema.optional(
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 90 })).annotate({ examples: [30], default: 30 })
    )
  },
  success: response(Schema.Array(WarmupDay), {
    sender_id: field(SenderId),
    email: string("ida.lindqvist@example.com"),
    esp_info: field(WarmupByProvider)
  }),
  errors: [NotFound]
})
export interface WarmupStatsInput extends InputOf<typeof warmupStats> {}

/** At most 50 messages that a sender sent or received. The call only reads. API reference: "Fetch Sender Messages". */
export const messages = post<MessagesInput>()("/api/public/v1.0.0/senders/{id}/fetch-messages", {
  id: "fetchSenderMessages",
  source: "Fetch Sender Messages",
  path: { id: SenderId },
  query: { skip: Page.skip },
  success: response(
    Schema.Struct({
      sender_id: field(SenderId),
      email: string("ida.lindqvist@example.com"),
      count: integer(1),
      messages: Schema.Array(Mail)
    })
  ),
  errors: [NotFound],
  safety: "safe"
})
export interface MessagesInput extends InputOf<typeof messages> {}

/**
 * At most 50 messages that up to 100 senders sent or received. The call only reads. API reference: "Bulk Fetch Sender
 * Messages".
 */
export const messagesOfMany = post<MessagesOfManyInput>()("/api/public/v1.0.0/senders/multi/fetch-messages", {
  id: "fetchMultipleSenderMessages",
  source: "Bulk Fetch Sender Messages",
  query: { skip: Page.skip },
  body: { ids: Schema.Array(SenderId).check(Schema.isMinLength(1), Schema.isMaxLength(100)) },
  success: response(
    Schema.Struct({
      sender_ids: strings("8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"),
      count: integer(1),
      messages: Schema.Array(Mail)
    })
  ),
  errors: [BadRequest],
  safety: "safe"
})
export interface MessagesOfManyInput extends InputOf<typeof messagesOfMany> {}
