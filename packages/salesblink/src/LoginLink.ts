/** Links that log the key's user in, for what SalesBlink lets people do in the browser alone. */
import * as Schema from "effect/Schema"
import { answer } from "./Answer.ts"
import { integer, text } from "./Field.ts"

/** Works for 1 to 30 minutes, without a password: keep it as secret as a key. */
const url = Schema.NonEmptyString.annotate({ examples: ["https://run.salesblink.io/magic?token=example"] })

/** A link, where it leads to, and what for. */
const LoginLink = Schema.Struct({
  login_link: url,
  destination: text("/account/billing"),
  purpose: text("add_card")
})

/** A link, and for how many minutes it works. */
export const timed = Schema.Struct({ login_link: url, expiry_minutes: integer(5) })

export const loginLink = answer(LoginLink)
