/** The API key itself. */
import { Success } from "../Answer.ts"
import { get } from "../Operation.ts"

/** Whether the key is good: fails with `Unauthorized` (401) where it is not. Document: "Verify Account". */
export const verify = get("/api/public/v1.0.0/account/verify", {
  id: "verifyAccount",
  source: "Verify Account",
  success: Success
})
