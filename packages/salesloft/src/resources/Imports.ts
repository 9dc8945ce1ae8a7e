/** Imports of people. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { dictionaries, field, instant, integer, string } from "../Field.ts"
import { ImportId, UserId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** An import. */
export class Import extends Schema.Opaque<Import>()(
  Schema.Struct({
    id: ImportId,
    created_at: instant,
    updated_at: instant,
    name: string("People of June"),
    /** The number of people who have not been deleted. */
    current_people_count: integer(98),
    /** The number of people who were ever in it. */
    imported_people_count: integer(100),
    user_id: field(UserId),
    import_type: string("csv"),
    errors_list: dictionaries
  })
) {}

const writable = {
  /** Null clears it. This is not documented. */
  name: Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: ["People of June"] }))),
  /** The owner. */
  user_id: Schema.optional(UserId)
}

/**
 * Imports that match all filters: the user's own, or all of the team's for administrators. API reference: "List
 * imports".
 */
export const list = read<ListInput>()("/v2/imports", {
  id: "listImports",
  source: "List imports",
  query: { "ids[]": anyOf(ImportId), "user_ids[]": anyOf(UserId), ...standard("created_at", "updated_at") },
  success: listOf(Import)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One import. API reference: "Get import". */
export const get = read<GetInput>()("/v2/imports/{id}", {
  id: "getImport",
  source: "Get import",
  path: { id: ImportId },
  success: single(Import),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates an import, without people. API reference: "Create import". */
export const create = post<CreateInput>()("/v2/imports", {
  id: "createImport",
  source: "Create import",
  body: writable,
  success: single(Import),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes an import. API reference: "Update import". */
export const update = put<UpdateInput>()("/v2/imports/{id}", {
  id: "updateImport",
  source: "Update import",
  path: { id: ImportId },
  body: writable,
  success: single(Import),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes an import and, if requested, its people. API reference: "Delete import". */
export const remove = del<RemoveInput>()("/v2/imports/{id}", {
  id: "deleteImport",
  source: "Delete import",
  path: { id: ImportId },
  query: {
    /**
     * `single`: also deletes people who are in no other import. `all`: also deletes all of its people. Default: deletes
     * no people.
     */
    undo: Schema.optional(Schema.Literals(["single", "all"]))
  },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
