/** Cadences: sequences of steps to contact people. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import {
  boolean,
  dictionary,
  embedded,
  field,
  group,
  instant,
  integer,
  oneOf,
  reference,
  references,
  string,
  strings
} from "../Field.ts"
import { CadenceId, GroupId, Id, PersonStageId, TagId, UserGuid, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A cadence. */
export class Cadence extends Schema.Opaque<Cadence>()(
  Schema.Struct({
    id: CadenceId,
    created_at: instant,
    updated_at: instant,
    archived_at: instant,
    archived: boolean,
    archived_by: string("John Doe"),
    current_state: string("active"),
    /** A date. */
    latest_active_date: string("2026-01-31"),
    name: string("Spring outreach"),
    /** Whether an administrator created it for everyone. */
    team_cadence: boolean,
    /** Whether the team can see it. */
    shared: boolean,
    draft: boolean,
    remove_bounces_enabled: boolean,
    remove_replies_enabled: boolean,
    opt_out_link_included: boolean,
    /** Whether it contacts people despite their contact restrictions. */
    override_contact_restrictions: boolean,
    knowledge_library_document_ids: field(Schema.Array(Schema.Int.annotate({ examples: [1] }))),
    cadence_framework_id: field(Id),
    cadence_function: oneOf("outbound", "inbound", "event", "other"),
    external_identifier: string("spring-outreach"),
    tags: strings("spring"),
    counts: group({
      /** The number of people that were ever on it. */
      cadence_people: integer(120),
      people_acted_on_count: integer(80),
      target_daily_people: integer(10),
      opportunities_created: integer(4),
      meetings_booked: integer(6)
    }),
    creator: reference(UserId, "users"),
    owner: reference(UserId, "users"),
    added_stage: reference(PersonStageId, "person_stages"),
    bounced_stage: reference(PersonStageId, "person_stages"),
    finished_stage: reference(PersonStageId, "person_stages"),
    replied_stage: reference(PersonStageId, "person_stages"),
    cadence_priority: embedded,
    groups: references(GroupId, "groups")
  })
) {}

/** Cadences that match all filters. API reference: "List cadences". */
export const list = read<ListInput>()("/v2/cadences", {
  id: "listCadences",
  source: "List cadences",
  query: {
    "ids[]": anyOf(CadenceId),
    updated_at: Schema.optional(Comparison),
    team_cadence: Schema.optional(Schema.Boolean),
    shared: Schema.optional(Schema.Boolean),
    "owned_by_guid[]": anyOf(UserGuid),
    /** Whether people can be added. */
    people_addable: Schema.optional(Schema.Boolean),
    "name[]": anyOf(Schema.String),
    /** One id, or several as a string with a JSON list: `[1,2]`. */
    group_ids: Schema.optional(Schema.String.annotate({ examples: ["[1,2]"] })),
    /** Default: all, archived or not. */
    archived: Schema.optional(Schema.Boolean),
    "tag_ids[]": anyOf(TagId),
    override_contact_restrictions: Schema.optional(Schema.Boolean),
    "pending_actions_assigned_to[]": anyOf(UserGuid),
    ...standard("updated_at", "created_at", "name")
  },
  success: listOf(Cadence)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One cadence. API reference: "Get cadence". */
export const get = read<GetInput>()("/v2/cadences/{id}", {
  id: "getCadence",
  source: "Get cadence",
  path: { id: CadenceId },
  success: single(Cadence),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** A cadence in the form that an import takes. */
export class CadenceExport extends Schema.Opaque<CadenceExport>()(Schema.Struct({ cadence_content: dictionary })) {}

/** The cadence that an import has created. */
export class CadenceImport extends Schema.Opaque<CadenceImport>()(
  Schema.Struct({ cadence: reference(CadenceId, "cadences") })
) {}

/** A cadence in the form that `importFrom` takes. */
export const exportTo = read<ExportToInput>()("/v2/cadence_exports/{id}", {
  id: "exportCadence",
  source: "Export cadence",
  path: { id: CadenceId },
  success: single(CadenceExport),
  errors: [NotFound],
  provenance: "public"
})
export interface ExportToInput extends InputOf<typeof exportTo> {}

const content = Schema.optional(Schema.Record(Schema.String, Schema.Json))

/** Creates a cadence from an export, or adds steps to one. */
export const importFrom = post<ImportFromInput>()("/v2/cadence_imports", {
  id: "importCadence",
  source: "Import cadence",
  body: {
    /** The content of an export. */
    cadence_content: content,
    settings: content,
    sharing_settings: content
  },
  success: single(CadenceImport),
  safety: "unsafe",
  provenance: "public"
})
export interface ImportFromInput extends InputOf<typeof importFrom> {}
