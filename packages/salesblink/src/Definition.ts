/** What is known of SalesBlink as a whole. */
import type { Vendor } from "@salesbridge/core"

/**
 * SalesBlink: one host, and the API key in `Authorization` as it is, without a scheme. The document knows a 429
 * and names no limit, so calls are not held back before the first one.
 */
export const definition = {
  name: "salesblink",
  servers: { default: "https://run.salesblink.io" },
  credentials: { apiKey: { in: "header", name: "authorization" } },
  retryAfter: [429]
} as const satisfies Vendor.Definition
