/** What is known of Salesflow as a whole. */
import type { Vendor } from "@salesbridge/core"

/**
 * Salesflow: two hosts, and credentials in the query. The document names no rate limit, so there is none.
 *
 * Statistics are on `app.salesflow.io`, the rest on `mvc.salesflow.io`.
 */
export const definition = {
  name: "salesflow",
  servers: {
    default: "https://mvc.salesflow.io",
    app: "https://app.salesflow.io"
  },
  credentials: {
    token: { in: "query", name: "token" },
    accountId: { in: "query", name: "accountId", secret: false, example: "321" }
  }
} as const satisfies Vendor.Definition
