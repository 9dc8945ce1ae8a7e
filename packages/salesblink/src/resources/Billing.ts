/** Login links to manage cards in the browser. */
import { get } from "../Operation.ts"
import { loginLink } from "../LoginLink.ts"

/** A login link to the page where a card is added. API reference: "Get Add Card Login Link". */
export const addCardLink = get("/api/public/v1.0.0/billing/add-card-link", {
  id: "getAddCardLoginLink",
  source: "Get Add Card Login Link",
  success: loginLink
})

/** A login link to the page where the card is removed. API reference: "Get Remove Card Login Link". */
export const removeCardLink = get("/api/public/v1.0.0/billing/remove-card-link", {
  id: "getRemoveCardLoginLink",
  source: "Get Remove Card Login Link",
  success: loginLink
})
