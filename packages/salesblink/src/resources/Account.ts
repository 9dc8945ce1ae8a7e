/** The API key itself. */
import { Success } from "../Response.ts"
import { get } from "../Operation.ts"

/** Checks the key: fails with `Unauthorized` (401) if it is not valid. API reference: "Verify Account". */
export const verify = get("/api/public/v1.0.0/account/verify", {
  id: "verifyAccount",
  source: "Verify Account",
  success: Success
})
