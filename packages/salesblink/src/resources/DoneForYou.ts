/** Domains and mailboxes that SalesBlink buys and sets up. SalesBlink calls this DFY. */
import * as Schema from "effect/Schema"
import { Anything, response } from "../Response.ts"
import { MailboxId, OrderId } from "../Ids.ts"
import { loginLink } from "../LoginLink.ts"
import { get, type InputOf } from "../Operation.ts"

/** A login link to the page where domains and mailboxes are ordered. API reference: "Get DFY Order Login Link". */
export const orderLink = get("/api/public/v1.0.0/dfy/order-link", {
  id: "getDfyOrderLink",
  source: "Get DFY Order Login Link",
  success: loginLink
})

/** The orders. SalesBlink does not document their form. API reference: "Get DFY Orders". */
export const orders = get("/api/public/v1.0.0/dfy/orders", {
  id: "getDfyOrders",
  source: "Get DFY Orders",
  success: response(Schema.Array(Anything))
})

/** A login link to the page where mailboxes are added to an order. API reference: "Get DFY Add-Mailbox Login Link". */
export const mailboxLink = get<MailboxLinkInput>()("/api/public/v1.0.0/dfy/orders/{orderId}/mailbox-link", {
  id: "getDfyMailboxLink",
  source: "Get DFY Add-Mailbox Login Link",
  path: { orderId: OrderId },
  success: loginLink
})
export interface MailboxLinkInput extends InputOf<typeof mailboxLink> {}

/** A login link to the page where a mailbox is cancelled. API reference: "Get DFY Mailbox Cancel Login Link". */
export const cancelLink = get<CancelLinkInput>()(
  "/api/public/v1.0.0/dfy/orders/{orderId}/mailboxes/{mailboxId}/cancel-link",
  {
    id: "getDfyMailboxCancelLink",
    source: "Get DFY Mailbox Cancel Login Link",
    path: { orderId: OrderId, mailboxId: MailboxId },
    success: loginLink
  }
)
export interface CancelLinkInput extends InputOf<typeof cancelLink> {}
