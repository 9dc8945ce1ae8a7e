/** Groups of users. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { field, references, string } from "../Field.ts"
import { GroupId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, single, sorting } from "../Page.ts"

/** A group. */
export class Group extends Schema.Opaque<Group>()(
  Schema.Struct({
    id: GroupId,
    name: string("Inside sales"),
    parent_id: field(GroupId),
    accessible_groups: references(GroupId, "groups")
  })
) {}

/** The groups, all at once: there is no paging. API reference: "List groups". */
export const list = read<ListInput>()("/v2/groups", {
  id: "listGroups",
  source: "List groups",
  query: { "ids[]": anyOf(GroupId), ...sorting("updated_at", "created_at") },
  success: listOf(Group)
})
export interface ListInput extends InputOf<typeof list> {}

/** One group. */
export const get = read<GetInput>()("/v2/groups/{id}", {
  id: "getGroup",
  source: "Get group",
  path: { id: GroupId },
  success: single(Group),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
