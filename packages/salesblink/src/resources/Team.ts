/** Legacy: the members of the key's team. */
import * as Schema from "effect/Schema"
import { envelope, list as listOf, open } from "../LegacyEnvelope.ts"
import { get } from "../LegacyOperation.ts"

const text = (example: string) => Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: [example] })))

/** A member of the team. The fields are from a comment in the public source of the API reference. */
export class TeamMember extends Schema.Opaque<TeamMember>()(
  open({
    user_name: text("Jane Roe"),
    email: text("jane.roe@example.com"),
    company_name: text("Example Ltd"),
    /** An image in base64. */
    user_picture: text("_base64_image_")
  })
) {}

/** The members of the key's current team. API reference: "List Members". */
export const list = get("/api/my-team", {
  id: "listMembers",
  source: "List Members",
  success: envelope(listOf(TeamMember))
})
