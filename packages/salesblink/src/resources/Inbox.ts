/** Messages of all senders: threads, replies, and what came of them. */
import * as Schema from "effect/Schema"
import { answer, changed } from "../Answer.ts"
import { BadRequest, Forbidden, NotFound } from "../Errors.ts"
import { integer, Milliseconds, text, texts } from "../Field.ts"
import { MessageId, SenderId, SequenceId } from "../Ids.ts"
import { Mail } from "../Mail.ts"
import { get, type InputOf, patch, post } from "../Operation.ts"
import * as Page from "../Page.ts"

export { Mail } from "../Mail.ts"

/** A page of the threads: replies, or those of a `type`. Document: "Get Inbox Threads". */
export const list = get<ListInput>()("/api/public/v1.0.0/inbox", {
  id: "getInboxThreads",
  source: "Get Inbox Threads",
  query: {
    type: Schema.optional(Schema.Literals(["draft", "scheduled", "sent"])),
    sequence: Schema.optional(SequenceId),
    /** A part of subject, body or address. */
    search: Page.text("question"),
    /** Two times in milliseconds since 1970 with a hyphen between them. */
    date: Page.text("1782864000000-1785542400000"),
    sender: Schema.optional(SenderId),
    ...Page.window(100, 10)
  },
  success: answer(
    Schema.Struct({
      /** How many threads there are. */
      totalCount: integer(1),
      /** How many replies are unread, whatever was asked for. */
      count: integer(1),
      messageIDs: texts("CAJ7x-1@mail.example.com"),
      result: Schema.Array(Mail)
    })
  )
})
export interface ListInput extends InputOf<typeof list> {}

/** The threads, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data?.result)

/** The messages of a thread. Document: "Get Thread Messages". */
export const thread = get<ThreadInput>()("/api/public/v1.0.0/inbox/{messageId}/thread", {
  id: "getThreadMessages",
  source: "Get Thread Messages",
  path: { messageId: MessageId },
  success: answer(Schema.Array(Mail)),
  errors: [NotFound]
})
export interface ThreadInput extends InputOf<typeof thread> {}

const delivery = {
  cc: Schema.optional(Schema.String),
  bcc: Schema.optional(Schema.String),
  /** Default, and where it is past: after a short time. */
  scheduled_time: Schema.optional(Milliseconds),
  /** Whose time zone: the sequence's, or `selectedTimezone`. */
  tzMode: Schema.optional(Schema.Literals(["sequence", "custom"])),
  /** An IANA time zone. */
  selectedTimezone: Schema.optional(Schema.String)
}

/**
 * Replies to a lead, from the sender that wrote to it. Unsafe: sent twice it writes twice. Document: "Send a Reply".
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
  success: answer(
    Schema.Struct({
      id: Schema.NonEmptyString.annotate({ examples: ["4e5f6a7b-8c9d-4e0f-9a1b-2c3d4e5f6a02"] }),
      task_type: text("reply"),
      status: text("scheduled")
    })
  ),
  errors: [BadRequest, NotFound]
})
export interface ReplyInput extends InputOf<typeof reply> {}

/** Marks a message as read or unread, or says what came of it. Idempotent: it sets values. Document: "Update Mail State". */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/inbox/{messageId}", {
  id: "updateMailState",
  source: "Update Mail State",
  path: { messageId: MessageId },
  body: {
    unread: Schema.optional(Schema.Boolean),
    /** Such as positive, negative, neutral. */
    outcome: Schema.optional(Schema.String.annotate({ examples: ["positive"] }))
  },
  success: answer(Schema.String.annotate({ examples: ["Mail updated."] })),
  errors: [BadRequest, Forbidden, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * Forwards a message, to the lead where no `email` is given. Unsafe: sent twice it writes twice. Document: "Forward Inbox
 * Message".
 */
export const forward = post<ForwardInput>()("/api/public/v1.0.0/inbox/{messageId}/forward", {
  id: "forwardInboxMessage",
  source: "Forward Inbox Message",
  path: { messageId: MessageId },
  body: {
    email: Schema.optional(Schema.NonEmptyString),
    /** HTML. Default: that of the message. */
    content: Schema.optional(Schema.String),
    ...delivery
  },
  success: changed,
  errors: [BadRequest, NotFound]
})
export interface ForwardInput extends InputOf<typeof forward> {}
