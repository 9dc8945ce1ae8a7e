/** The team's email templates. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { field, instant, integer, reference, string } from "../Field.ts"
import { Id, TagId, TeamTemplateId, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, page, paged, single, standard } from "../Page.ts"
import { common } from "./EmailTemplates.ts"

/** A team template. */
export class TeamTemplate extends Schema.Opaque<TeamTemplate>()(
  Schema.Struct({
    id: TeamTemplateId,
    ...common,
    last_modified_at: instant,
    last_modified_user: reference(UserId, "users")
  })
) {}

/** An attachment of a template. */
export class TeamTemplateAttachment extends Schema.Opaque<TeamTemplateAttachment>()(
  Schema.Struct({
    id: Id,
    name: string("Prices.pdf"),
    attachment_id: field(Id),
    /** In bytes. */
    attachment_file_size: integer(48_211),
    download_url: string("https://files.example.com/prices.pdf"),
    team_template: reference(TeamTemplateId, "team_templates")
  })
) {}

/** Team templates that match all filters. */
export const list = read<ListInput>()("/v2/team_templates", {
  id: "listTeamTemplates",
  source: "List team templates",
  query: {
    "ids[]": anyOf(TeamTemplateId),
    updated_at: Schema.optional(Comparison),
    /** Text in title or subject. */
    search: Schema.optional(Schema.String),
    "tag_ids[]": anyOf(TagId),
    /** By name. */
    "tag[]": anyOf(Schema.String),
    include_archived_templates: Schema.optional(Schema.Boolean),
    ...standard("updated_at", "created_at", "last_used_at")
  },
  success: listOf(TeamTemplate),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One team template. */
export const get = read<GetInput>()("/v2/team_templates/{id}", {
  id: "getTeamTemplate",
  source: "Get team template",
  path: { id: TeamTemplateId },
  query: {
    /** Whether the body ends with the user's signature. */
    include_signature: Schema.optional(Schema.Boolean)
  },
  success: single(TeamTemplate),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** The attachments of team templates. */
export const attachments = read<AttachmentsInput>()("/v2/team_template_attachments", {
  id: "listTeamTemplateAttachments",
  source: "List team template attachments",
  query: { "ids[]": anyOf(Id), "team_template_id[]": anyOf(TeamTemplateId), ...page },
  success: listOf(TeamTemplateAttachment),
  provenance: "public"
})
export interface AttachmentsInput extends InputOf<typeof attachments> {}

/** The pages and the records of `attachments`, as streams. */
export const { pages: attachmentPages, stream: attachmentStream } = paged(attachments)
