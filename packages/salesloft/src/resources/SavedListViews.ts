/** Saved views of lists. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, dictionary, oneOf, string } from "../Field.ts"
import { SavedListViewId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

const views = ["people", "companies", "recordings"] as const

/** A saved view: its columns, filters and order. */
export class SavedListView extends Schema.Opaque<SavedListView>()(
  Schema.Struct({
    id: SavedListViewId,
    name: string("Manufacturers"),
    view: oneOf(...views),
    is_default: boolean,
    shared: boolean,
    view_params: dictionary
  })
) {}

const name = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Manufacturers"] })
const writable = {
  /** The parameters of the list, as a string with a JSON object. */
  view_params: Schema.optional(Schema.String.annotate({ examples: ["{}"] })),
  is_default: Schema.optional(Schema.Boolean)
}

/** The user's saved list views. */
export const list = read<ListInput>()("/v2/saved_list_views", {
  id: "listSavedListViews",
  source: "List saved list views",
  query: {
    "ids[]": anyOf(SavedListViewId),
    view: Schema.optional(Schema.String.annotate({ examples: ["people"] })),
    ...standard("name")
  },
  success: listOf(SavedListView),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One saved list view. */
export const get = read<GetInput>()("/v2/saved_list_views/{id}", {
  id: "getSavedListView",
  source: "Get saved list view",
  path: { id: SavedListViewId },
  success: single(SavedListView),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** Saves a view of a list. */
export const create = post<CreateInput>()("/v2/saved_list_views", {
  id: "createSavedListView",
  source: "Create saved list view",
  body: { name, view: Schema.Literals(views), ...writable },
  success: single(SavedListView),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes the given fields of a saved list view. */
export const update = put<UpdateInput>()("/v2/saved_list_views/{id}", {
  id: "updateSavedListView",
  source: "Update saved list view",
  path: { id: SavedListViewId },
  body: { name: Schema.optional(name), ...writable },
  success: single(SavedListView),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a saved list view. */
export const remove = del<RemoveInput>()("/v2/saved_list_views/{id}", {
  id: "deleteSavedListView",
  source: "Delete saved list view",
  path: { id: SavedListViewId },
  success: Schema.Void,
  errors: [NotFound],
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}
