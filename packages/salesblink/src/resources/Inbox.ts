/** The messages of all senders: threads, replies and their outcomes. */
import * as Schema from "effect/Schema"
import { response, changed } from "../Response.ts"
import { BadRequest, Forbidden, NotFound } from "../Errors.ts"
import { integer, Milliseconds, string, strings } from "../Field.ts"
import { MessageId, SenderId, SequenceId } from "../Ids.ts"
import { Mail } from "../Mail.ts"
import { get, type InputOf, patch, post } from "../Operation.ts"
import * as Page from "../Page.ts"

export { Mail } from "../Mail.ts"

/** A page of the threads: replies, or those of a `type`. API reference: "Get Inbox Threads". */
export const list = get<ListInput>()("/api/public/v1.0.0/inbox", {
  id: "getInboxThreads",
  source: "Get Inbox Threads",
  query: {
    type: Schema.optional(Schema.Literals(["draft", "scheduled", "sent"])),
    sequence: Schema.optional(SequenceId),
    /** A part of the subject, body or address. */
    search: Page.text("question"),
    /** Two times in milliseconds since 1970, separated by a hyphen. */
    date: Page.text("1782864000000-1785542400000"),
    sender: Schema.optional(SenderId),
    ...Page.window(100, 10)
  },
  success: response(
    Schema.Struct({
      /** How many threads there are. */
      totalCount: integer(1),
      /** The number of unread replies, regardless of the filters. */
      count: integer(1),
      messageIDs: strings("CAJ7x-1@mail.example.com"),
      result: Schema.Array(Mail)
    })
  )
})
export interface ListInput extends InputOf<typeof list> {}

/** The threads, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data?.result)

/** The messages of a thread. API reference: "Get Thread Messages". */
export const thread = get<ThreadInput>()("/api/public/v1.0.0/inbox/{messageId}/thread", {
  id: "getThreadMessages",
  source: "Get Thread Messages",
  path: { messageId: MessageId },
  success: response(Schema.Array(Mail)),
  errors: [NotFound]
})
export interface ThreadInput extends InputOf<typeof thread> {}

const delivery = {
  cc: Schema.optional(Schema.String),
  bcc: Schema.optional(Schema.String),
  /** If missing or in the past: after a short time. */
  scheduled_time: Schema.optional(Milliseconds),
  /** Which time zone applies: the sequence's, or `selectedTimezone`. */
  tzMode: Schema.optional(Schema.Literals(["sequence", "custom"])),
  /** An IANA time zone. */
  selectedTimezone: Schema.optional(Schema.String)
}

/**
 * Replies to a lead, from the sender that wrote to it. Unsafe: sending it twice sends two replies. API reference: "Send
 * a Reply".
 */
export const reply = post<ReplyInput>()("/api/public/v1.0.0/inbox/{messageId}/reply", {
  id: "sendReply",
  source: "Send a Reply",
  path: { messageId: MessageId },
  body: {
    /** HTML. */
    content: Schema.NonEmptyString.annotate({ examples: ["<p>Thank you. Does Tuesday suit you?</p>"] }),
    ...delivery
  },
  success: response(
    Schema.Struct({
      id: Schema.NonEmptyString.annotate({ examples: ["4e5f6a7b-8c9d-4e0f-9a1b-2c3d4e5f6a02"] }),
      task_type: string("reply"),
      status: string("scheduled")
    })
  ),
  errors: [BadRequest, NotFound]
})
export interface ReplyInput extends InputOf<typeof reply> {}

/**
 * Marks a message as read or unread, or sets its outcome. Idempotent: it sets values. API reference: "Update Mail
 * State".
 */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/inbox/{messageId}", {
  id: "updateMailState",
  source: "Update Mail State",
  path: { messageId: MessageId },
  body: {
    unread: Schema.optional(Schema.Boolean),
    /** For example positive, negative or neutral. */
    outcome: Schema.optional(Schema.String.annotate({ examples: ["positive"] }))
  },
  success: response(Schema.String.annotate({ examples: ["Mail updated."] })),
  errors: [BadRequest, Forbidden, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * Forwards a message to `email`, by default to the lead. Unsafe: sending it twice sends two messages. API reference:
 * "Forward Inbox Message".
 */
export const forward = post<ForwardInput>()("/api/public/v1.0.0/inbox/{messageId}/forward", {
  id: "forwardInboxMessage",
  source: "Forward Inbox Message",
  path: { messageId: MessageId },
  body: {
    email: Schema.optional(Schema.NonEmptyString),
    /** HTML. Default: the content of the message. */
    content: Schema.optional(Schema.String),
    ...delivery
  },
  success: changed,
  errors: [BadRequest, NotFound]
})
export interface ForwardInput extends InputOf<typeof forward> {}
