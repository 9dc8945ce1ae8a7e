/** What is known of Salesflow as a whole. */
import type { Vendor } from "@salesbridge/core"

/** The ids of the operations, in the order of the document. */
const operations = [
  "getCampaignStatistics",
  "importMember",
  "updateContact",
  "getContactByMemberId",
  "getContactByPublicIdentifier",
  "deleteContact",
  "listContactsByPublicIdentifiers",
  "listContactsByCampaignId",
  "listCampaigns",
  "startCampaign",
  "listAccounts",
  "createWebhook",
  "deleteWebhook",
  "listWebhooks",
  "attachWebhook",
  "detachWebhook"
] as const

/** The id of an operation, such as `importMember`. */
export type OperationId = (typeof operations)[number]

/**
 * Salesflow: two hosts, and credentials in the query. The document names no rate limit, so there is none.
 *
 * Statistics are on `app.salesflow.io`, the rest on `mvc.salesflow.io`.
 */
export const definition: Vendor.Definition = {
  name: "salesflow",
  operations,
  servers: {
    default: "https://mvc.salesflow.io",
    app: "https://app.salesflow.io"
  },
  credentials: {
    token: { in: "query", name: "token" },
    accountId: { in: "query", name: "accountId", secret: false }
  }
}
