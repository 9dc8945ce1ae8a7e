/** The link to open an account. */
import { getOpenly } from "../Operation.ts"
import { loginLink } from "../LoginLink.ts"

/**
 * The URL where a person opens an account in the browser. This is the only call without a key. API reference: "Get
 * Signup Login Link".
 */
export const signupLink = getOpenly("/api/public/v1.0.0/signup-link", {
  id: "getSignupLink",
  source: "Get Signup Login Link",
  credentials: [],
  success: loginLink
})
