/** What the team's emails are made of. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { field, instant, integer, reference, text } from "../Field.ts"
import { Id, TagId, TeamTemplateId, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, page, paged, single, standard } from "../Page.ts"
import { common } from "./EmailTemplates.ts"

/** A template of the team. */
export class TeamTemplate extends Schema.Opaque<TeamTemplate>()(
  Schema.Struct({
    id: TeamTemplateId,
    ...common,
    last_modified_at: instant,
    last_modified_user: reference(UserId, "users")
  })
) {}

/** A file that goes with a template. */
export class TeamTemplateAttachment extends Schema.Opaque<TeamTemplateAttachment>()(
  Schema.Struct({
    id: Id,
    name: text("Prices.pdf"),
    attachment_id: field(Id),
    /** In bytes. */
    attachment_file_size: integer(48_211),
    download_url: text("https://files.example.com/prices.pdf"),
    team_template: reference(TeamTemplateId, "team_templates")
  })
) {}

/** Templates of the team that pass all of the filters. */
export const list = read<ListInput>()("/v2/team_templates", {
  id: "listTeamTemplates",
  source: "List team templates",
  query: {
    "ids[]": anyOf(TeamTemplateId),
    updated_at: Schema.optional(Comparison),
    /** In title or subject. */
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

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)

/** One template of the team. */
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

/** The files of templates of the team. */
export const attachments = read<AttachmentsInput>()("/v2/team_template_attachments", {
  id: "listTeamTemplateAttachments",
  source: "List team template attachments",
  query: { "ids[]": anyOf(Id), "team_template_id[]": anyOf(TeamTemplateId), ...page },
  success: listOf(TeamTemplateAttachment),
  provenance: "public"
})
export interface AttachmentsInput extends InputOf<typeof attachments> {}

/** The pages of `attachments`, and its records, as streams. */
export const { pages: attachmentPages, stream: attachmentStream } = paged(attachments)
