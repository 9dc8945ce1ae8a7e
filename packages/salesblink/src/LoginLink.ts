/** Links that log in the key's user, for features that SalesBlink offers only in the browser. */
import * as Schema from "effect/Schema"
import { response } from "./Response.ts"
import { integer, string } from "./Field.ts"

/** Valid for 1 to 30 minutes, without a password. Keep it as secret as a key. */
const url = Schema.NonEmptyString.annotate({ examples: ["https://run.salesblink.io/magic?token=example"] })

/** A link, its destination and its purpose. */
const LoginLink = Schema.Struct({
  login_link: url,
  destination: string("/account/billing"),
  purpose: string("add_card")
})

/** A link, and the number of minutes for which it is valid. */
export const timed = Schema.Struct({ login_link: url, expiry_minutes: integer(5) })

export const loginLink = response(LoginLink)
