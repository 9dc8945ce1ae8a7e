/** The users of the workspace. */
import * as Schema from "effect/Schema"
import { answer, changed } from "../Answer.ts"
import { BadRequest, Forbidden } from "../Errors.ts"
import { field, oneOf, text } from "../Field.ts"
import { UserId } from "../Ids.ts"
import { timed } from "../LoginLink.ts"
import { get, type InputOf, post } from "../Operation.ts"
import * as Page from "../Page.ts"

/** A user. */
export class User extends Schema.Opaque<User>()(
  Schema.Struct({
    id: field(UserId),
    /** Ends in (Me) where it is the key's own. */
    name: text("Ida Lindqvist (Me)"),
    email: text("ida.lindqvist@example.com"),
    /** What the user may do in each workspace. */
    account: field(
      Schema.Array(
        Schema.Struct({
          id: text("e1f2a3b4-5c6d-4e7f-8a9b-0c1d2e3f4a01"),
          permission: oneOf("owner", "admin", "user", "client", "developer")
        })
      )
    ),
    owned_by: text("ida.lindqvist@example.com")
  })
) {}

/** Every user, for those who may see them, else none. Document: "Get All Users". */
export const list = get("/api/public/v1.0.0/users", {
  id: "getAllUsers",
  source: "Get All Users",
  success: answer(Schema.Array(User))
})

/** Invites a user by e-mail. For owners and administrators. Unsafe: sent twice it writes twice. Document: "Add a User". */
export const add = post<AddInput>()("/api/public/v1.0.0/users", {
  id: "addUser",
  source: "Add a User",
  body: {
    email: Schema.NonEmptyString.annotate({ examples: ["jo.doe@example.com"] }),
    /** Default: user. */
    role: Schema.optional(Schema.Literals(["client", "user", "admin", "developer"])),
    /** Where the invitation leads to. */
    url: Schema.optional(Schema.String)
  },
  success: changed,
  errors: [BadRequest, Forbidden]
})
export interface AddInput extends InputOf<typeof add> {}

/** A link that logs the key's user in, and leads to a page. Document: "Generate Login Link". */
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
  success: answer(timed)
})
export interface LoginLinkInput extends InputOf<typeof loginLink> {}
