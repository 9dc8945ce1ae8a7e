/** Sequences: emails and delays for the leads of lists, sent through senders. */
import * as Schema from "effect/Schema"
import { response, Success } from "../Response.ts"
import { BadRequest, NotFound } from "../Errors.ts"
import { anything, boolean, field, integer, Milliseconds, oneOf, string, strings, timestamp } from "../Field.ts"
import { FolderId, LeadId, ListId, SequenceId, TemplateId } from "../Ids.ts"
import { get as read, type InputOf, patch, post, put } from "../Operation.ts"
import * as Page from "../Page.ts"

const counts = { sent: integer(40), opens: integer(22), clicks: integer(5), replies: integer(3) }

const about = {
  id: SequenceId,
  name: string("Spring outreach"),
  paused: boolean,
  starred: boolean,
  archived: boolean,
  /** The owner's address. */
  owned_by: string("ida.lindqvist@example.com"),
  ...counts
}

/** A sequence as lists contain it. */
export class Sequence extends Schema.Opaque<Sequence>()(
  Schema.Struct({
    ...about,
    /** Whether it is running and one of its senders cannot send. */
    blocked: boolean
  })
) {}

/** A sequence with its settings. */
export class SequenceDetails extends Schema.Opaque<SequenceDetails>()(
  Schema.Struct({
    ...about,
    lists: strings("b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d01"),
    /** Ids of senders or of sender folders, separated by commas. */
    senders: string("8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"),
    emailSenders: field(Schema.Array(anything)),
    launchTimingMode: oneOf("now", "schedule"),
    /** In minutes. */
    delayFrom: integer(10),
    /** In minutes. */
    delayTo: integer(20),
    stopWhenReplyRecieved: boolean,
    evergreen: boolean,
    emailSendingHours: field(
      Schema.Array(
        Schema.Struct({ name: string("Monday"), enabled: boolean, fromTime: string("09:00"), toTime: string("17:00") })
      )
    ),
    steps: field(Schema.Array(anything))
  })
) {}

/** A page of the sequences. API reference: "Get All Sequences". */
export const list = read<ListInput>()("/api/public/v1.0.0/sequences", {
  id: "getAllSequences",
  source: "Get All Sequences",
  query: {
    ...Page.filters,
    status: Schema.optional(Schema.Literals(["running", "paused", "completed", "needs-attention"])),
    /** Includes archived sequences. */
    sendAll: Schema.optional(Schema.Boolean)
  },
  success: response(Schema.Array(Sequence))
})
export interface ListInput extends InputOf<typeof list> {}

/** The sequences, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/** An email with its `template_id`, or a delay of some `days`. */
export const Step = Schema.Union([
  Schema.Struct({ type: Schema.Literal("email"), template_id: TemplateId }),
  Schema.Struct({
    type: Schema.Literal("delay"),
    days: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ examples: [3] })
  })
])
export type Step = typeof Step.Type

const time = Schema.String.check(Schema.isPattern(/^([01]?[0-9]|2[0-3]):[0-5][0-9]$/)).annotate({ examples: ["09:00"] })

/** The sending hours of a day of the week. */
export class SendingHours extends Schema.Opaque<SendingHours>()(
  Schema.Struct({
    name: Schema.Literals(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    enabled: Schema.Boolean,
    fromTime: time,
    toTime: time
  })
) {}

/** Ids of senders or of sender folders, separated by commas. */
const senders = Schema.NonEmptyString.annotate({ examples: ["8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"] })
const lists = Schema.Array(ListId).check(Schema.isMinLength(1))
const steps = Schema.Array(Step)
  .check(Schema.isMinLength(1))
  .annotate({
    examples: [[Step.make({ type: "email", template_id: TemplateId.make("507f1f77bcf86cd799439011") })]]
  })
const onOrOff = Schema.optional(Schema.Boolean)

const settings = {
  /** A general folder, which is one without a type. */
  folder: Schema.optional(FolderId),
  starred: onOrOff,
  /** `now` is five minutes later. `schedule` needs `scheduledAt` and `timezone`. */
  launchTimingMode: Schema.optional(Schema.Literals(["now", "schedule"])),
  scheduledAt: Schema.optional(Milliseconds),
  /** An IANA time zone. Default: America/New_York. */
  timezone: Schema.optional(Schema.String.annotate({ examples: ["Europe/Stockholm"] })),
  paused: onOrOff,
  delayEnabled: onOrOff,
  /** The minimum time between emails, in minutes. */
  delayFrom: Schema.optional(Schema.Int),
  /** The maximum time between emails, in minutes. */
  delayTo: Schema.optional(Schema.Int),
  /** SalesBlink's spelling. */
  stopWhenReplyRecieved: onOrOff,
  stopWhenReplyRecievedWhen: Schema.optional(Schema.Literals(["contact", "contact-with-same-domain"])),
  evergreen: onOrOff,
  /** One entry for each day, starting with Monday. */
  emailSendingHours: Schema.optional(Schema.Array(SendingHours).check(Schema.isMinLength(7), Schema.isMaxLength(7))),
  sendToOnlyVerifiedEmail: onOrOff,
  validEmail: onOrOff,
  riskyEmail: onOrOff,
  invalidEmail: onOrOff,
  checkEmailOpen: onOrOff,
  checkEmailClick: onOrOff,
  checkEmailReply: onOrOff,
  /** Whether a person approves each email in the outbox. */
  checkEmailBeforeSending: onOrOff,
  plainText: onOrOff,
  auto_reply: onOrOff,
  matchProvider: onOrOff,
  skip_esg: onOrOff,
  bcc: Schema.optional(Schema.String)
}

/**
 * Creates a sequence. It is paused unless `paused` is false. Unsafe: sending it twice creates two. API reference:
 * "Create a Sequence".
 */
export const create = post<CreateInput>()("/api/public/v1.0.0/sequences", {
  id: "createSequence",
  source: "Create a Sequence",
  body: {
    name: Schema.NonEmptyString.annotate({ examples: ["Spring outreach"] }),
    senders,
    lists,
    steps,
    ...settings,
    bounceThreshold: Schema.optional(Schema.Int),
    bouncePause: onOrOff,
    autoPause: onOrOff,
    autoTagReplies: onOrOff
  },
  success: response(
    Schema.Struct({ id: SequenceId, name: string("Spring outreach"), paused: boolean, date_created: timestamp })
  ),
  errors: [BadRequest]
})
export interface CreateInput extends InputOf<typeof create> {}

/** One sequence with its settings. API reference: "Get a Specific Sequence". */
export const get = read<GetInput>()("/api/public/v1.0.0/sequences/{id}", {
  id: "getSequence",
  source: "Get a Specific Sequence",
  path: { id: SequenceId },
  success: response(SequenceDetails),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Changes a sequence. `steps` replace all existing steps; `paused: false` starts it. Idempotent: it sets values. API
 * reference: "Update Sequence".
 */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/sequences/{id}", {
  id: "updateSequence",
  source: "Update Sequence",
  path: { id: SequenceId },
  body: {
    name: Schema.optional(Schema.NonEmptyString),
    senders: Schema.optional(senders),
    lists: Schema.optional(lists),
    steps: Schema.optional(steps),
    ...settings
  },
  success: Success,
  errors: [BadRequest, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** The results of a sequence so far. */
export class SequenceStats extends Schema.Opaque<SequenceStats>()(
  Schema.Struct({
    leads: integer(24),
    sent: integer(40),
    scheduled: integer(8),
    pending: integer(8),
    /** The number of emails that wait for approval. */
    outbox: integer(0),
    opens: integer(22),
    link_clicks: integer(5),
    replies: integer(3),
    bounced: integer(1),
    unsubscribed: integer(1),
    positive_replies: integer(1),
    errors: integer(0),
    owned_by: string("ida.lindqvist@example.com")
  })
) {}

/** The results of a sequence so far. API reference: "Get Sequence Stats". */
export const stats = read<StatsInput>()("/api/public/v1.0.0/sequences/{id}/stats", {
  id: "getSequenceStats",
  source: "Get Sequence Stats",
  path: { id: SequenceId },
  success: response(SequenceStats),
  errors: [NotFound]
})
export interface StatsInput extends InputOf<typeof stats> {}

/** Copies a sequence. The copy is paused. Unsafe: sending it twice creates two. API reference: "Clone a Sequence". */
export const clone = post<CloneInput>()("/api/public/v1.0.0/sequences/{id}/clone", {
  id: "cloneSequence",
  source: "Clone a Sequence",
  path: { id: SequenceId },
  success: response(Schema.Struct({ clonedSequenceId: SequenceId })),
  errors: [NotFound]
})
export interface CloneInput extends InputOf<typeof clone> {}

/**
 * Archives a sequence, which ends it. With `archived: false` it restores the sequence. API reference: "Archive or
 * Unarchive a Sequence".
 */
export const archive = put<ArchiveInput>()("/api/public/v1.0.0/sequences/{id}/archive", {
  id: "archiveSequence",
  source: "Archive or Unarchive a Sequence",
  path: { id: SequenceId },
  body: { archived: onOrOff },
  success: Success,
  errors: [NotFound]
})
export interface ArchiveInput extends InputOf<typeof archive> {}

/**
 * Starts, pauses, stops or archives a sequence. Idempotent: it sets a state. API reference: "Update Sequence Status".
 */
export const setStatus = post<SetStatusInput>()("/api/public/v1.0.0/sequences/{id}/status", {
  id: "updateSequenceStatus",
  source: "Update Sequence Status",
  path: { id: SequenceId },
  body: { status: Schema.Literals(["ACTIVE", "PAUSED", "STOPPED", "ARCHIVED"]) },
  success: response(
    Schema.Struct({ sequence_id: field(SequenceId), status: oneOf("ACTIVE", "PAUSED", "STOPPED", "ARCHIVED") })
  ),
  errors: [BadRequest, NotFound],
  safety: "idempotent"
})
export interface SetStatusInput extends InputOf<typeof setStatus> {}

/** A lead in a sequence. */
export class LeadInSequence extends Schema.Opaque<LeadInSequence>()(
  Schema.Struct({
    lead_id: field(LeadId),
    email: string("jane.roe@example.com"),
    first_name: string("Jane"),
    last_name: string("Roe"),
    company_name: string("Example Ltd"),
    /** Its status in this sequence. */
    status: string("contacted"),
    last_task_time: timestamp
  })
) {}

const position = { count: integer(1), skip: integer(0), limit: integer(100) }

/** A page of the leads in a sequence. API reference: "Get Sequence Leads". */
export const leads = read<LeadsInput>()("/api/public/v1.0.0/sequences/{id}/leads", {
  id: "getSequenceLeads",
  source: "Get Sequence Leads",
  path: { id: SequenceId },
  query: Page.window(500),
  success: response(Schema.Array(LeadInSequence), { ...position, total: integer(1) }),
  errors: [NotFound]
})
export interface LeadsInput extends InputOf<typeof leads> {}

/** The leads in a sequence, as `leadPages` and as a `leadStream` of them. See {@link leads}. */
export const { pages: leadPages, stream: leadStream } = Page.streamsOf(leads, ({ data }) => data, 500)

/** A message that a lead was sent, or an action of the lead. */
export class LeadMessage extends Schema.Opaque<LeadMessage>()(
  Schema.Struct({
    id: string("9c8b7a60-1d2e-4f3a-8b4c-5d6e7f8a9b01"),
    time: timestamp,
    type: string("outreach"),
    /** The kind of event, for example Sent or Replied. */
    message: string("Sent"),
    body: string("<p>Hi Jane,</p>"),
    sender: string("8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"),
    email: string("jane.roe@example.com"),
    node: string("507f1f77bcf86cd799439011"),
    link: string("https://www.example.com")
  })
) {}

const leadOfSequence = { id: SequenceId, leadId: LeadId }

/**
 * A page of the messages that a lead was sent in a sequence, and of the lead's actions. API reference: "Get Lead
 * Message History".
 */
export const messages = read<MessagesInput>()("/api/public/v1.0.0/sequences/{id}/leads/{leadId}/messages", {
  id: "getLeadMessages",
  source: "Get Lead Message History",
  path: leadOfSequence,
  query: { ...Page.between, ...Page.window(500) },
  success: response(Schema.Array(LeadMessage), position),
  errors: [NotFound]
})
export interface MessagesInput extends InputOf<typeof messages> {}

/**
 * Removes a lead from one sequence. `Leads.unsubscribe` removes it from all. API reference: "Remove Lead from
 * Sequence".
 */
export const removeLead = post<RemoveLeadInput>()("/api/public/v1.0.0/sequences/{id}/leads/{leadId}/unsubscribe", {
  id: "unsubscribeLeadFromSequence",
  source: "Remove Lead from Sequence",
  path: leadOfSequence,
  success: Success,
  errors: [NotFound],
  safety: "idempotent"
})
export interface RemoveLeadInput extends InputOf<typeof removeLead> {}
