/** Email templates of users. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import {
  boolean,
  dictionary,
  field,
  instant,
  integer,
  reference,
  references,
  string,
  strings,
  struct
} from "../Field.ts"
import { CadenceId, EmailTemplateId, GroupId, Id, TagId, TeamTemplateId, UserId } from "../Ids.ts"
import { Comparison, Instant } from "../Instant.ts"
import { get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, page, paged, single, standard } from "../Page.ts"

/** The fields that templates of users and of the team share. */
export const common = {
  created_at: instant,
  updated_at: instant,
  archived_at: instant,
  last_used_at: instant,
  title: string("Introduction"),
  subject: string("Your schedule"),
  /** In HTML. */
  body: string("<p>Hello</p>"),
  body_preview: string("Hello"),
  open_tracking_enabled: boolean,
  click_tracking_enabled: boolean,
  tags: strings("spring"),
  counts: struct({
    sent_emails: integer(40),
    views: integer(21),
    clicks: integer(6),
    replies: integer(4),
    bounces: integer(1)
  }),
  groups: references(GroupId, "groups"),
  _links: dictionary
}

/** A user's template. */
export class EmailTemplate extends Schema.Opaque<EmailTemplate>()(
  Schema.Struct({
    id: EmailTemplateId,
    ...common,
    /** Whether a cadence uses it. */
    cadence_template: boolean,
    shared: boolean,
    template_owner: reference(UserId, "users"),
    /** The team template that it is based on. */
    team_template: reference(TeamTemplateId, "team_templates")
  })
) {}

/** An attachment of a template. */
export class EmailTemplateAttachment extends Schema.Opaque<EmailTemplateAttachment>()(
  Schema.Struct({
    id: Id,
    name: string("Offer.pdf"),
    attachment_id: field(Id),
    attachment_content_type: string("application/pdf"),
    /** In bytes. */
    attachment_file_size: integer(48_211),
    attachment_fingerprint: string("9e107d9d372bb682"),
    download_url: string("https://files.example.com/offer.pdf"),
    scanned: boolean,
    email_template: reference(EmailTemplateId, "email_templates")
  })
) {}

/** Templates that match all filters. */
export const list = read<ListInput>()("/v2/email_templates", {
  id: "listEmailTemplates",
  source: "List email templates",
  query: {
    "ids[]": anyOf(EmailTemplateId),
    updated_at: Schema.optional(Comparison),
    linked_to_team_template: Schema.optional(Schema.Boolean),
    /** Text in title or subject. */
    search: Schema.optional(Schema.String),
    "tag_ids[]": anyOf(TagId),
    /** By name. */
    "tag[]": anyOf(Schema.String),
    /** Whether to include only templates of the token's user. */
    filter_by_owner: Schema.optional(Schema.Boolean),
    "group_id[]": anyOf(GroupId),
    include_cadence_templates: Schema.optional(Schema.Boolean),
    include_archived_templates: Schema.optional(Schema.Boolean),
    "cadence_id[]": anyOf(CadenceId),
    ...standard("updated_at", "created_at", "last_used_at")
  },
  success: listOf(EmailTemplate),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One template. */
export const get = read<GetInput>()("/v2/email_templates/{id}", {
  id: "getEmailTemplate",
  source: "Get email template",
  path: { id: EmailTemplateId },
  query: {
    /** Whether the body ends with the user's signature. */
    include_signature: Schema.optional(Schema.Boolean)
  },
  success: single(EmailTemplate),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

const title = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Introduction"] })
const writable = {
  subject: Schema.optional(Schema.String),
  /** In HTML. */
  body: Schema.optional(Schema.String),
  open_tracking: Schema.optional(Schema.Boolean),
  click_tracking: Schema.optional(Schema.Boolean),
  attachment_ids: anyOf(Id)
}

/** Creates a template of the token's user. */
export const create = post<CreateInput>()("/v2/email_templates", {
  id: "createEmailTemplate",
  source: "Create email template",
  body: { title, ...writable },
  success: single(EmailTemplate),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes the given fields of a template of the token's user. */
export const update = put<UpdateInput>()("/v2/email_templates/{id}", {
  id: "updateEmailTemplate",
  source: "Update email template",
  path: { id: EmailTemplateId },
  body: {
    title: Schema.optional(title),
    ...writable,
    shared: Schema.optional(Schema.Boolean),
    /** Archives the template. */
    archived_at: Schema.optional(Instant)
  },
  success: single(EmailTemplate),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** The attachments of templates. */
export const attachments = read<AttachmentsInput>()("/v2/email_template_attachments", {
  id: "listEmailTemplateAttachments",
  source: "List email template attachments",
  query: { "ids[]": anyOf(Id), "email_template_id[]": anyOf(EmailTemplateId), ...page },
  success: listOf(EmailTemplateAttachment),
  provenance: "public"
})
export interface AttachmentsInput extends InputOf<typeof attachments> {}

/** The pages and the records of `attachments`, as streams. */
export const { pages: attachmentPages, stream: attachmentStream } = paged(attachments)
