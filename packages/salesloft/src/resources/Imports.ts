/** Imports of people. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { dictionaries, field, instant, integer, text } from "../Field.ts"
import { ImportId, UserId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** An import. */
export class Import extends Schema.Opaque<Import>()(
  Schema.Struct({
    id: ImportId,
    created_at: instant,
    updated_at: instant,
    name: text("People of June"),
    /** How many of its people have not been deleted. */
    current_people_count: integer(98),
    /** How many people were ever in it. */
    imported_people_count: integer(100),
    user_id: field(UserId),
    import_type: text("csv"),
    errors_list: dictionaries
  })
) {}

const writable = {
  /** Null clears it: the document is silent on it. */
  name: Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: ["People of June"] }))),
  /** The owner. */
  user_id: Schema.optional(UserId)
}

/** Imports that pass all of the filters: the user's own, or the team's for administrators. Document: "List imports". */
export const list = read<ListInput>()("/v2/imports", {
  id: "listImports",
  source: "List imports",
  query: { "ids[]": anyOf(ImportId), "user_ids[]": anyOf(UserId), ...standard("created_at", "updated_at") },
  success: listOf(Import)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)

/** One import. Document: "Get import". */
export const get = read<GetInput>()("/v2/imports/{id}", {
  id: "getImport",
  source: "Get import",
  path: { id: ImportId },
  success: single(Import),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates an import, without people. Document: "Create import". */
export const create = post<CreateInput>()("/v2/imports", {
  id: "createImport",
  source: "Create import",
  body: writable,
  success: single(Import),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes an import. Document: "Update import". */
export const update = put<UpdateInput>()("/v2/imports/{id}", {
  id: "updateImport",
  source: "Update import",
  path: { id: ImportId },
  body: writable,
  success: single(Import),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes an import and, where that is asked for, its people. Document: "Delete import". */
export const remove = del<RemoveInput>()("/v2/imports/{id}", {
  id: "deleteImport",
  source: "Delete import",
  path: { id: ImportId },
  query: {
    /** `single`: also people that are in no other import; `all`: all of its people. Default: no people. */
    undo: Schema.optional(Schema.Literals(["single", "all"]))
  },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
