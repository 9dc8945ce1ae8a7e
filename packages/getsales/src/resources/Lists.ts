/** Lists of contacts. */
import * as Schema from "effect/Schema"
import { instant, integer, string } from "../Field.ts"
import { filterOf } from "../Filter.ts"
import { ListUuid } from "../Ids.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { page, streams, window } from "../Page.ts"

/** A list. */
export class ContactList extends Schema.Opaque<ContactList>()(
  Schema.Struct({
    uuid: ListUuid,
    team_id: integer(1),
    name: string("CMO Germany"),
    user_id: integer(1),
    created_at: instant,
    updated_at: instant
  })
) {}

/** A page of the lists that match a filter. API reference: "List of lists". */
export const list = read<ListInput>()("/leads/api/lists", {
  id: "listLists",
  source: "List of lists",
  query: { ...window, filter: filterOf("q", "uuid", "name") },
  success: page(ContactList),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The lists that match a filter, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = streams(list)

/** Creates a list and returns it. Unsafe: sending it twice may create two. API reference: "Create list". */
export const create = post<CreateInput>()("/leads/api/lists", {
  id: "createList",
  source: "Create list",
  body: { name: Schema.String.annotate({ examples: ["CMO Germany"] }) },
  success: ContactList,
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** One list. Fails with `NotFound` (404). API reference: "Get list". */
export const get = read<GetInput>()("/leads/api/lists/{uuid}", {
  id: "getList",
  source: "Get list",
  path: { uuid: ListUuid },
  success: ContactList,
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
