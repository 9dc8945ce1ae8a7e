/** Emails that an external email client is to send, and messages that one has received. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { reference, text } from "../Field.ts"
import { EmailId } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { get as read, type InputOf, post, put } from "../Operation.ts"
import { list as listOf, page, paged, single } from "../Page.ts"

/** An email that waits. */
export class PendingEmail extends Schema.Opaque<PendingEmail>()(
  Schema.Struct({
    id: EmailId,
    /** The address that it is to be sent from. */
    mailbox: text("john.doe@example.com"),
    mime_email_payload: reference(EmailId, "mime_email_payloads")
  })
) {}

/** The message of an email. */
export class MimeEmailPayload extends Schema.Opaque<MimeEmailPayload>()(
  Schema.Struct({
    id: EmailId,
    mailbox: text("john.doe@example.com"),
    message_id: text("<1@mail.example.com>"),
    /** The MIME message in base64. */
    raw: text("TUlNRS1WZXJzaW9uOiAxLjA=")
  })
) {}

/** A message that Salesloft has taken in. */
export class ExternalEmail extends Schema.Opaque<ExternalEmail>()(
  Schema.Struct({ message_id: text("<1@mail.example.com>") })
) {}

/** The emails that wait. */
export const list = read<ListInput>()("/v2/pending_emails", {
  id: "listPendingEmails",
  source: "List pending emails",
  query: page,
  success: listOf(PendingEmail),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)

/** The message of an email that waits. */
export const payload = read<PayloadInput>()("/v2/mime_email_payloads/{id}", {
  id: "getMimeEmailPayload",
  source: "Get MIME email payload",
  path: { id: EmailId },
  success: single(MimeEmailPayload),
  errors: [NotFound],
  provenance: "public"
})
export interface PayloadInput extends InputOf<typeof payload> {}

/** Tells Salesloft what became of an email. */
export const update = put<UpdateInput>()("/v2/pending_emails/{id}", {
  id: "updatePendingEmail",
  source: "Update pending email",
  path: { id: EmailId },
  body: {
    message_id: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["1@mail.example.com"] }),
    status: Schema.Literals(["sent", "failed"]),
    /** When it was really sent. */
    sent_at: Schema.optional(Instant),
    /** Why it was not. */
    error_message: Schema.optional(Schema.String)
  },
  success: single(PendingEmail),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Hands over a message that was received, so that replies in it are noticed. Needs the scope `external_emails:write`. */
export const createExternal = post<CreateExternalInput>()("/v2/external_emails", {
  id: "createExternalEmail",
  source: "Create external email",
  body: {
    /** The address that it was sent to. */
    mailbox: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["john.doe@example.com"] }),
    /** The MIME message in base64. */
    raw: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["TUlNRS1WZXJzaW9uOiAxLjA="] })
  },
  success: single(ExternalEmail),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateExternalInput extends InputOf<typeof createExternal> {}
