/** Google and Microsoft mailboxes: the URLs where their owners authorize SalesBlink. */
import * as Schema from "effect/Schema"
import { response } from "../Response.ts"
import { post } from "../Operation.ts"

const address = response(
  Schema.Struct({
    auth_url: Schema.NonEmptyString.annotate({ examples: ["https://accounts.example.com/authorize?state=example"] })
  })
)

/** The URL where the owner of a Google mailbox authorizes SalesBlink. API reference: "Initialize Google OAuth". */
export const google = post("/api/public/v1.0.0/oauth/google", {
  id: "initializeGoogleOauth",
  source: "Initialize Google OAuth",
  success: address,
  safety: "idempotent"
})

/** The URL where the owner of an Outlook mailbox authorizes SalesBlink. API reference: "Initialize Outlook OAuth". */
export const outlook = post("/api/public/v1.0.0/oauth/outlook", {
  id: "initializeOutlookOauth",
  source: "Initialize Outlook OAuth",
  success: address,
  safety: "idempotent"
})
