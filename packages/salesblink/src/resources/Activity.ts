/** What was sent, opened, followed and answered. Unlike all others, these answers are bare lists. */
import * as Schema from "effect/Schema"
import { field, Milliseconds, moment, text } from "../Field.ts"
import { SequenceId } from "../Ids.ts"
import { getBare, type InputOf } from "../Operation.ts"
import * as Page from "../Page.ts"

/** Something that happened to an e-mail of a sequence. */
export class OutreachEvent extends Schema.Opaque<OutreachEvent>()(
  Schema.Struct({
    id: text("9c8b7a60-1d2e-4f3a-8b4c-5d6e7f8a9b01"),
    time: moment,
    /** What happened, such as Sent or Replied. */
    message: text("Sent"),
    type: text("outreach"),
    sequence: field(SequenceId),
    /** The lead's address. */
    email: text("jane.roe@example.com"),
    sequence_name: text("Spring outreach")
  })
) {}

/** The same, with the template that it happened to. */
export class TemplateEvent extends Schema.Opaque<TemplateEvent>()(
  Schema.Struct({ ...OutreachEvent.fields, template_name: text("First contact") })
) {}

const query = {
  ...Page.numbered,
  sequence_id: Schema.optional(SequenceId),
  recipient_email_address: Page.text("jane.roe@example.com"),
  /** From which moment on. */
  since: Schema.optional(Milliseconds),
  ...Page.between
}

/** A page of the e-mails that were sent. Document: "Get Sent Activity". */
export const sent = getBare<SentInput>()("/api/public/v1.0.0/sent", {
  id: "getSentActivity",
  source: "Get Sent Activity",
  query,
  success: Schema.Array(OutreachEvent)
})
export interface SentInput extends InputOf<typeof sent> {}

/** A page of the e-mails that were opened. Document: "Get Opens Activity". */
export const opens = getBare<OpensInput>()("/api/public/v1.0.0/opens", {
  id: "getOpensActivity",
  source: "Get Opens Activity",
  query,
  success: Schema.Array(OutreachEvent)
})
export interface OpensInput extends InputOf<typeof opens> {}

/** A page of the links that were followed. Document: "Get Clicks Activity". */
export const clicks = getBare<ClicksInput>()("/api/public/v1.0.0/clicks", {
  id: "getClicksActivity",
  source: "Get Clicks Activity",
  query,
  success: Schema.Array(TemplateEvent)
})
export interface ClicksInput extends InputOf<typeof clicks> {}

/** A page of the e-mails that were answered. Document: "Get Replies Activity". */
export const replies = getBare<RepliesInput>()("/api/public/v1.0.0/replies", {
  id: "getRepliesActivity",
  source: "Get Replies Activity",
  query,
  success: Schema.Array(TemplateEvent)
})
export interface RepliesInput extends InputOf<typeof replies> {}

/** The e-mails that were sent, as a stream. See {@link sent}. */
export const { stream: sentStream } = Page.numberedStreams(sent)

/** The e-mails that were opened, as a stream. See {@link opens}. */
export const { stream: openStream } = Page.numberedStreams(opens)

/** The links that were followed, as a stream. See {@link clicks}. */
export const { stream: clickStream } = Page.numberedStreams(clicks)

/** The e-mails that were answered, as a stream. See {@link replies}. */
export const { stream: replyStream } = Page.numberedStreams(replies)
