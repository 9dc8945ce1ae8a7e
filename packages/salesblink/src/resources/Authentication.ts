/** Where accounts are opened. */
import { getOpenly } from "../Operation.ts"
import { loginLink } from "../LoginLink.ts"

/** The address where an account is opened, in the browser. The one call without a key. Document: "Get Signup Login Link". */
export const signupLink = getOpenly("/api/public/v1.0.0/signup-link", {
  id: "getSignupLink",
  source: "Get Signup Login Link",
  credentials: [],
  success: loginLink
})
