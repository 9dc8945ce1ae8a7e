/** What users' own emails are made of. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { dictionary, field, flag, instant, integer, reference, references, struct, text, texts } from "../Field.ts"
import { CadenceId, EmailTemplateId, GroupId, Id, TagId, TeamTemplateId, UserId } from "../Ids.ts"
import { Comparison, Instant } from "../Instant.ts"
import { get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, page, paged, single, standard } from "../Page.ts"

/** What templates of users and of the team have in common. */
export const common = {
  created_at: instant,
  updated_at: instant,
  archived_at: instant,
  last_used_at: instant,
  title: text("Introduction"),
  subject: text("Your schedule"),
  /** In HTML. */
  body: text("<p>Hello</p>"),
  body_preview: text("Hello"),
  open_tracking_enabled: flag,
  click_tracking_enabled: flag,
  tags: texts("spring"),
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

/** A template of a user. */
export class EmailTemplate extends Schema.Opaque<EmailTemplate>()(
  Schema.Struct({
    id: EmailTemplateId,
    ...common,
    /** Whether a cadence uses it. */
    cadence_template: flag,
    shared: flag,
    template_owner: reference(UserId, "users"),
    /** The template of the team that it comes from. */
    team_template: reference(TeamTemplateId, "team_templates")
  })
) {}

/** A file that goes with a template. */
export class EmailTemplateAttachment extends Schema.Opaque<EmailTemplateAttachment>()(
  Schema.Struct({
    id: Id,
    name: text("Offer.pdf"),
    attachment_id: field(Id),
    attachment_content_type: text("application/pdf"),
    /** In bytes. */
    attachment_file_size: integer(48_211),
    attachment_fingerprint: text("9e107d9d372bb682"),
    download_url: text("https://files.example.com/offer.pdf"),
    scanned: flag,
    email_template: reference(EmailTemplateId, "email_templates")
  })
) {}

/** Templates that pass all of the filters. */
export const list = read<ListInput>()("/v2/email_templates", {
  id: "listEmailTemplates",
  source: "List email templates",
  query: {
    "ids[]": anyOf(EmailTemplateId),
    updated_at: Schema.optional(Comparison),
    linked_to_team_template: Schema.optional(Schema.Boolean),
    /** In title or subject. */
    search: Schema.optional(Schema.String),
    "tag_ids[]": anyOf(TagId),
    /** By name. */
    "tag[]": anyOf(Schema.String),
    /** Whether to take only the token's user's own. */
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

/** The pages of `list`, and its records, as streams. */
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

/** Creates a template of the user's own. */
export const create = post<CreateInput>()("/v2/email_templates", {
  id: "createEmailTemplate",
  source: "Create email template",
  body: { title, ...writable },
  success: single(EmailTemplate),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes those fields of a template of the user's own that are given. */
export const update = put<UpdateInput>()("/v2/email_templates/{id}", {
  id: "updateEmailTemplate",
  source: "Update email template",
  path: { id: EmailTemplateId },
  body: {
    title: Schema.optional(title),
    ...writable,
    shared: Schema.optional(Schema.Boolean),
    /** Archives it. */
    archived_at: Schema.optional(Instant)
  },
  success: single(EmailTemplate),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** The files of templates. */
export const attachments = read<AttachmentsInput>()("/v2/email_template_attachments", {
  id: "listEmailTemplateAttachments",
  source: "List email template attachments",
  query: { "ids[]": anyOf(Id), "email_template_id[]": anyOf(EmailTemplateId), ...page },
  success: listOf(EmailTemplateAttachment),
  provenance: "public"
})
export interface AttachmentsInput extends InputOf<typeof attachments> {}

/** The pages of `attachments`, and its records, as streams. */
export const { pages: attachmentPages, stream: attachmentStream } = paged(attachments)
