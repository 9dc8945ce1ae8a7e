/** The users of the workspace. */
import * as Schema from "effect/Schema"
import { response, changed } from "../Response.ts"
import { BadRequest, Forbidden } from "../Errors.ts"
import { field, oneOf, string } from "../Field.ts"
import { UserId } from "../Ids.ts"
import { timed } from "../LoginLink.ts"
import { get, type InputOf, post } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A user. */
export class User extends Schema.Opaque<User>()(
  Schema.Struct({
    id: field(UserId),
    /** The name of the key's own user ends with (Me). */
    name: string("Ida Lindqvist (Me)"),
    email: string("ida.lindqvist@example.com"),
    /** The user's role in each workspace. */
    account: field(
      Schema.Array(
        Schema.Struct({
          id: string("e1f2a3b4-5c6d-4e7f-8a9b-0c1d2e3f4a01"),
          permission: oneOf("owner", "admin", "user", "client", "developer")
        })
      )
    ),
    owned_by: string("ida.lindqvist@example.com")
  })
) {}

/** All users. It is empty if the key's user may not see them. API reference: "Get All Users". */
export const list = get("/api/public/v1.0.0/users", {
  id: "getAllUsers",
  source: "Get All Users",
  success: response(Schema.Array(User))
})

/**
 * Invites a user by email. For owners and administrators. Unsafe: sending it twice sends two invitations. API
 * reference: "Add a User".
 */
export const add = post<AddInput>()("/api/public/v1.0.0/users", {
  id: "addUser",
  source: "Add a User",
  body: {
    email: Schema.NonEmptyString.annotate({ examples: ["jo.doe@example.com"] }),
    /** Default: user. */
    role: Schema.optional(Schema.Literals(["client", "user", "admin", "developer"])),
    /** The destination of the invitation. */
    url: Schema.optional(Schema.String)
  },
  success: changed,
  errors: [BadRequest, Forbidden]
})
export interface AddInput extends InputOf<typeof add> {}

/** A link that logs in the key's user and leads to a page. API reference: "Generate Login Link". */
export const loginLink = get<LoginLinkInput>()("/api/public/v1.0.0/login-link", {
  id: "generateLoginLink",
  source: "Generate Login Link",
  query: {
    redirect_url: Page.text("/sequences"),
    /** From 1 to 30. Default: 5. */
    expiry_minutes: Schema.optional(
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 })).annotate({ examples: [5], default: 5 })
    )
  },
  success: response(timed)
})
export interface LoginLinkInput extends InputOf<typeof loginLink> {}
