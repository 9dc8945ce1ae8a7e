/** Tests of email delivery: whether emails arrive in the inbox, in spam or elsewhere. */
import * as Schema from "effect/Schema"
import { response, changed } from "../Response.ts"
import { BadRequest, NotFound } from "../Errors.ts"
import { anything, string, strings } from "../Field.ts"
import { PlacementTestId, SenderId, SequenceId, TemplateId } from "../Ids.ts"
import { del, get, type InputOf, post, put } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A test. Only the response that creates a test from outside has the last two fields. */
export class PlacementTest extends Schema.Opaque<PlacementTest>()(
  Schema.Struct({
    id: PlacementTestId,
    name: string("Spring test"),
    status: string("active"),
    owned_by: string("ida.lindqvist@example.com"),
    tracking_uuid: string("7d8e9f0a-1b2c-4d3e-8f4a-5b6c7d8e9f01"),
    /** The addresses to which the test email must be sent. */
    seed_emails: strings("seed@example.com")
  })
) {}

/** A page of the tests. API reference: "Get Inbox Placement Tests". */
export const list = get<ListInput>()("/api/public/v1.0.0/inbox-placement", {
  id: "getInboxPlacementTests",
  source: "Get Inbox Placement Tests",
  query: { ...Page.window(100), ...Page.ownedBy },
  success: response(Schema.Array(PlacementTest))
})
export interface ListInput extends InputOf<typeof list> {}

/** The tests, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/**
 * Creates a test. A test from SalesBlink, or a recurring one, needs senders, a `content_type` and the fields for that
 * type. Unsafe: sending it twice creates two. API reference: "Create Inbox Placement Test".
 */
export const create = post<CreateInput>()("/api/public/v1.0.0/inbox-placement", {
  id: "createInboxPlacementTest",
  source: "Create Inbox Placement Test",
  body: {
    name: Schema.String.check(Schema.isMinLength(3)).annotate({ examples: ["Spring test"] }),
    mode: Schema.Literals(["one-time", "recurring"]),
    source: Schema.Literals(["from-salesblink", "from-outside"]),
    content_type: Schema.optional(Schema.Literals(["custom", "sequence", "template"])),
    sender_id: Schema.optional(SenderId),
    email_senders: Schema.optional(Schema.Array(anything)),
    /** For custom content. */
    subject: Schema.optional(Schema.String),
    /** For custom content, in HTML. */
    body: Schema.optional(Schema.String),
    sequence_id: Schema.optional(SequenceId),
    template_id: Schema.optional(TemplateId),
    /** For a recurring test: 0 for Sunday to 6. */
    schedule_day: Schema.optional(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 }))),
    plainText: Schema.optional(Schema.Boolean)
  },
  success: response(PlacementTest),
  errors: [BadRequest]
})
export interface CreateInput extends InputOf<typeof create> {}

/** Pauses a test. API reference: "Pause Inbox Placement Test". */
export const pause = put<PauseInput>()("/api/public/v1.0.0/inbox-placement/{id}/pause", {
  id: "pauseInboxPlacementTest",
  source: "Pause Inbox Placement Test",
  path: { id: PlacementTestId },
  success: changed,
  errors: [NotFound]
})
export interface PauseInput extends InputOf<typeof pause> {}

/** Deletes a test. API reference: "Delete Inbox Placement Test". */
export const remove = del<RemoveInput>()("/api/public/v1.0.0/inbox-placement/{id}", {
  id: "deleteInboxPlacementTest",
  source: "Delete Inbox Placement Test",
  path: { id: PlacementTestId },
  success: changed,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
