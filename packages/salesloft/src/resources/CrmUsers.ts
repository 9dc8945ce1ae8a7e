/** The users of the CRM. */
import * as Schema from "effect/Schema"
import { instant, reference, string } from "../Field.ts"
import { CrmUserId, UserGuid, UserId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, standard } from "../Page.ts"

/** A user of the CRM, and the corresponding Salesloft user. */
export class CrmUser extends Schema.Opaque<CrmUser>()(
  Schema.Struct({
    id: CrmUserId,
    created_at: instant,
    updated_at: instant,
    crm_id: string("005000000000000AAA"),
    crm_username: string("john.doe@crm.example.com"),
    first_name: string("John"),
    last_name: string("Doe"),
    name: string("John Doe"),
    /** Null if no user is mapped. */
    user: reference(UserId, "users")
  })
) {}

/** Users of the CRM that match all filters. */
export const list = read<ListInput>()("/v2/crm_users", {
  id: "listCrmUsers",
  source: "List CRM users",
  query: {
    "ids[]": anyOf(CrmUserId),
    "crm_id[]": anyOf(Schema.String),
    "user_id[]": anyOf(UserId),
    "user_guid[]": anyOf(UserGuid),
    ...standard("id", "updated_at")
  },
  success: listOf(CrmUser),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)
