/** Sent, opened, clicked and answered emails. Unlike all others, these responses are lists without an envelope. */
import * as Schema from "effect/Schema"
import { field, Milliseconds, string, timestamp } from "../Field.ts"
import { SequenceId } from "../Ids.ts"
import { getBare, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

/** An event of a sequence's email. */
export class OutreachEvent extends Schema.Opaque<OutreachEvent>()(
  Schema.Struct({
    id: string("9c8b7a60-1d2e-4f3a-8b4c-5d6e7f8a9b01"),
    time: timestamp,
    /** The kind of event, for example Sent or Replied. */
    message: string("Sent"),
    type: string("outreach"),
    sequence: field(SequenceId),
    /** The lead's address. */
    email: string("jane.roe@example.com"),
    sequence_name: string("Spring outreach")
  })
) {}

/** The same, with the template of the email. */
export class TemplateEvent extends Schema.Opaque<TemplateEvent>()(
  Schema.Struct({ ...OutreachEvent.fields, template_name: string("First contact") })
) {}

const query = {
  ...Page.numbered,
  sequence_id: Schema.optional(SequenceId),
  recipient_email_address: Page.text("jane.roe@example.com"),
  /** The earliest time. */
  since: Schema.optional(Milliseconds),
  ...Page.between
}

/** A page of the emails that were sent. API reference: "Get Sent Activity". */
export const sent = getBare<SentInput>()("/api/public/v1.0.0/sent", {
  id: "getSentActivity",
  source: "Get Sent Activity",
  query,
  success: Schema.Array(OutreachEvent)
})
export interface SentInput extends InputOf<typeof sent> {}

/** A page of the emails that were opened. API reference: "Get Opens Activity". */
export const opens = getBare<OpensInput>()("/api/public/v1.0.0/opens", {
  id: "getOpensActivity",
  source: "Get Opens Activity",
  query,
  success: Schema.Array(OutreachEvent)
})
export interface OpensInput extends InputOf<typeof opens> {}

/** A page of the links that were clicked. API reference: "Get Clicks Activity". */
export const clicks = getBare<ClicksInput>()("/api/public/v1.0.0/clicks", {
  id: "getClicksActivity",
  source: "Get Clicks Activity",
  query,
  success: Schema.Array(TemplateEvent)
})
export interface ClicksInput extends InputOf<typeof clicks> {}

/** A page of the emails that were answered. API reference: "Get Replies Activity". */
export const replies = getBare<RepliesInput>()("/api/public/v1.0.0/replies", {
  id: "getRepliesActivity",
  source: "Get Replies Activity",
  query,
  success: Schema.Array(TemplateEvent)
})
export interface RepliesInput extends InputOf<typeof replies> {}

/** The emails that were sent, as a stream. See {@link sent}. */
export const { stream: sentStream } = Page.numberedStreams(sent)

/** The emails that were opened, as a stream. See {@link opens}. */
export const { stream: openStream } = Page.numberedStreams(opens)

/** The links that were clicked, as a stream. See {@link clicks}. */
export const { stream: clickStream } = Page.numberedStreams(clicks)

/** The emails that were answered, as a stream. See {@link replies}. */
export const { stream: replyStream } = Page.numberedStreams(replies)
