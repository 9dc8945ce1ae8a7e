/** Lists of leads, which are the recipients of sequences. */
import * as Schema from "effect/Schema"
import { response, single, Success } from "../Response.ts"
import { BadRequest, Forbidden, NotFound } from "../Errors.ts"
import { boolean, instant, integer, string, strings } from "../Field.ts"
import { FolderId, ListId } from "../Ids.ts"
import { get as read, type InputOf, patch, post, put } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A list of leads. */
export class LeadList extends Schema.Opaque<LeadList>()(
  Schema.Struct({
    id: ListId,
    name: string("Spring leads"),
    /** The number of leads in the list. */
    contacts_count: integer(24),
    starred: boolean,
    archived: boolean,
    /** The owner's address. */
    owned_by: string("ida.lindqvist@example.com"),
    last_modified: instant,
    date_created: instant,
    /** The names of the columns, in snake_case. */
    fields: strings("first_name")
  })
) {}

/** A page of the lists. API reference: "Get All Lists". */
export const list = read<ListInput>()("/api/public/v1.0.0/lists", {
  id: "getAllLists",
  source: "Get All Lists",
  query: { ...Page.filters, integration: Page.text("hubspot") },
  success: response(Schema.Array(LeadList))
})
export interface ListInput extends InputOf<typeof list> {}

/** The lists, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streams(list, ({ data }) => data)

/** Creates a list. Unsafe: sending it twice creates two. API reference: "Create a List". */
export const create = post<CreateInput>()("/api/public/v1.0.0/lists", {
  id: "createList",
  source: "Create a List",
  body: {
    name: Schema.NonEmptyString.annotate({ examples: ["Spring leads"] }),
    /** A general folder, which is one without a type. */
    folder: Schema.optional(FolderId),
    starred: Schema.optional(Schema.Boolean),
    /** Verifies the addresses of the leads. It cannot be switched off later. */
    verification: Schema.optional(Schema.Boolean),
    archive_invalid: Schema.optional(Schema.Boolean),
    archive_risky: Schema.optional(Schema.Boolean)
  },
  success: response(LeadList),
  errors: [BadRequest]
})
export interface CreateInput extends InputOf<typeof create> {}

/** One list. SalesBlink may send it in a list. API reference: "Get a Specific List". */
export const get = read<GetInput>()("/api/public/v1.0.0/lists/{id}", {
  id: "getList",
  source: "Get a Specific List",
  path: { id: ListId },
  success: response(single(LeadList)),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Can be switched on, but not off. */
const on = Schema.optional(Schema.Literal(true))

/** Changes a list. Idempotent: it sets values. API reference: "Update a List". */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/lists/{id}", {
  id: "updateList",
  source: "Update a List",
  path: { id: ListId },
  body: {
    name: Schema.optional(Schema.NonEmptyString),
    folder: Schema.optional(FolderId),
    starred: Schema.optional(Schema.Boolean),
    /** Removes duplicate leads within the list. */
    duplicate_removal: Schema.optional(Schema.Boolean),
    /** Removes leads that are in other lists. */
    duplicate_removal_other_list: Schema.optional(Schema.Boolean),
    /** Removes leads that are in the lists of other members. */
    duplicate_removal_team_list: Schema.optional(Schema.Boolean),
    verification: on,
    archive_invalid: on,
    archive_risky: on
  },
  success: response(LeadList),
  errors: [BadRequest, Forbidden, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Archives a list or, with `archived: false`, restores it. API reference: "Archive or Unarchive a List". */
export const archive = put<ArchiveInput>()("/api/public/v1.0.0/lists/{id}/archive", {
  id: "archiveList",
  source: "Archive or Unarchive a List",
  path: { id: ListId },
  body: { archived: Schema.optional(Schema.Boolean) },
  success: Success,
  errors: [NotFound]
})
export interface ArchiveInput extends InputOf<typeof archive> {}
