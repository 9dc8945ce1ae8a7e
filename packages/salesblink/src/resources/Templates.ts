/** Email templates for sequences. */
import * as Schema from "effect/Schema"
import { response, changed, Success } from "../Response.ts"
import { BadRequest, NotFound } from "../Errors.ts"
import { boolean, field, instant, integer, number, oneOf, string } from "../Field.ts"
import { FolderId, TemplateId } from "../Ids.ts"
import { get as read, type InputOf, patch, post, put } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A template. Lists of templates omit `content`. */
export class Template extends Schema.Opaque<Template>()(
  Schema.Struct({
    id: TemplateId,
    name: string("First contact"),
    subject_line: string("A question"),
    /** HTML. */
    content: string("<p>Hi {{first_name}},</p>"),
    starred: boolean,
    archived: boolean,
    /** SalesBlink's rating. */
    cold_email_score: field(
      Schema.Struct({
        score: number(92),
        rating: oneOf("Perfect", "Good", "Poor", "Very Poor"),
        details: field(
          Schema.Struct({
            word_count: integer(2),
            personalization_count: integer(1),
            link_count: integer(0),
            image_count: integer(0),
            question_count: integer(0),
            spam_word_count: integer(0)
          })
        )
      })
    ),
    owned_by: string("ida.lindqvist@example.com"),
    date_created: instant
  })
) {}

/** A page of the templates. API reference: "Get All Templates". */
export const list = read<ListInput>()("/api/public/v1.0.0/templates", {
  id: "getAllTemplates",
  source: "Get All Templates",
  query: { ...Page.filters, type: Page.text("email"), taskType: Page.text("email") },
  success: response(Schema.Array(Template))
})
export interface ListInput extends InputOf<typeof list> {}

/** The templates, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/**
 * Creates a template. Placeholders such as `{{first_name}}` are replaced for each lead. Sent as JSON, like the vendor's
 * own client does, so it has no attachments. Unsafe: sending it twice creates two. API reference: "Create a Template".
 */
export const create = post<CreateInput>()("/api/public/v1.0.0/templates", {
  id: "createTemplate",
  source: "Create a Template",
  body: {
    name: Schema.NonEmptyString.annotate({ examples: ["First contact"] }),
    subject_line: Schema.NonEmptyString.annotate({ examples: ["A question"] }),
    /** HTML. */
    content: Schema.NonEmptyString.annotate({ examples: ["<p>Hi {{first_name}},</p>"] }),
    /** A general folder, which is one without a type. */
    folder: Schema.optional(FolderId),
    starred: Schema.optional(Schema.Boolean)
  },
  success: response(Template),
  errors: [BadRequest]
})
export interface CreateInput extends InputOf<typeof create> {}

/** One template with its content. API reference: "Get a Specific Template". */
export const get = read<GetInput>()("/api/public/v1.0.0/templates/{id}", {
  id: "getTemplate",
  source: "Get a Specific Template",
  path: { id: TemplateId },
  query: { includeTests: Schema.optional(Schema.Boolean) },
  success: response(Template),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Changes a template. Idempotent: it sets values. API reference: "Update a Template". */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/templates/{id}", {
  id: "updateTemplate",
  source: "Update a Template",
  path: { id: TemplateId },
  body: {
    name: Schema.optional(Schema.NonEmptyString),
    subject_line: Schema.optional(Schema.NonEmptyString),
    /** HTML. */
    content: Schema.optional(Schema.NonEmptyString),
    /** An empty string removes the template from its folder. */
    folder: Schema.optional(Schema.String),
    starred: Schema.optional(Schema.Boolean),
    /** The names of attachments, as a string with a JSON list. */
    remove_attachments: Schema.optional(Schema.String)
  },
  success: changed,
  errors: [BadRequest, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Archives a template or, with `archived: false`, restores it. API reference: "Archive or Unarchive a Template". */
export const archive = put<ArchiveInput>()("/api/public/v1.0.0/templates/{id}/archive", {
  id: "archiveTemplate",
  source: "Archive or Unarchive a Template",
  path: { id: TemplateId },
  body: { archived: Schema.optional(Schema.Boolean) },
  success: Success,
  errors: [NotFound]
})
export interface ArchiveInput extends InputOf<typeof archive> {}
