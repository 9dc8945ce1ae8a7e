/** Emails for an external email client to send, and messages that such a client has received. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { reference, string } from "../Field.ts"
import { EmailId } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { get as read, type InputOf, post, put } from "../Operation.ts"
import { list as listOf, page, paged, single } from "../Page.ts"

/** A pending email. */
export class PendingEmail extends Schema.Opaque<PendingEmail>()(
  Schema.Struct({
    id: EmailId,
    /** The address from which it must be sent. */
    mailbox: string("john.doe@example.com"),
    mime_email_payload: reference(EmailId, "mime_email_payloads")
  })
) {}

/** The message of an email. */
export class MimeEmailPayload extends Schema.Opaque<MimeEmailPayload>()(
  Schema.Struct({
    id: EmailId,
    mailbox: string("john.doe@example.com"),
    message_id: string("<1@mail.example.com>"),
    /** The MIME message in base64. */
    raw: string("TUlNRS1WZXJzaW9uOiAxLjA=")
  })
) {}

/** A received message that Salesloft has stored. */
export class ExternalEmail extends Schema.Opaque<ExternalEmail>()(
  Schema.Struct({ message_id: string("<1@mail.example.com>") })
) {}

/** The pending emails. */
export const list = read<ListInput>()("/v2/pending_emails", {
  id: "listPendingEmails",
  source: "List pending emails",
  query: page,
  success: listOf(PendingEmail),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** The message of a pending email. */
export const payload = read<PayloadInput>()("/v2/mime_email_payloads/{id}", {
  id: "getMimeEmailPayload",
  source: "Get MIME email payload",
  path: { id: EmailId },
  success: single(MimeEmailPayload),
  errors: [NotFound],
  provenance: "public"
})
export interface PayloadInput extends InputOf<typeof payload> {}

/** Reports the result of sending an email to Salesloft. */
export const update = put<UpdateInput>()("/v2/pending_emails/{id}", {
  id: "updatePendingEmail",
  source: "Update pending email",
  path: { id: EmailId },
  body: {
    message_id: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["1@mail.example.com"] }),
    status: Schema.Literals(["sent", "failed"]),
    /** When it was actually sent. */
    sent_at: Schema.optional(Instant),
    /** Why it was not sent. */
    error_message: Schema.optional(Schema.String)
  },
  success: single(PendingEmail),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Submits a received message, so that Salesloft detects replies. Needs the scope `external_emails:write`. */
export const createExternal = post<CreateExternalInput>()("/v2/external_emails", {
  id: "createExternalEmail",
  source: "Create external email",
  body: {
    /** The address to which it was sent. */
    mailbox: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["john.doe@example.com"] }),
    /** The MIME message in base64. */
    raw: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["TUlNRS1WZXJzaW9uOiAxLjA="] })
  },
  success: single(ExternalEmail),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateExternalInput extends InputOf<typeof createExternal> {}
