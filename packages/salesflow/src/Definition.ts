/** Salesflow as data: servers and credentials. */
import type { Vendor } from "@salesbridge/core"

/**
 * Salesflow has two hosts, and takes its credentials in the query. It documents no rate limit, so the package has none.
 *
 * Statistics are on `app.salesflow.io`, everything else on `mvc.salesflow.io`.
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
