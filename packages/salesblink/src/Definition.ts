/** What is known of SalesBlink as a whole. */
import type { Vendor } from "@salesbridge/core"

/**
 * SalesBlink: one host, and the API key in `Authorization` as it is, without a scheme. Version 1.0.0 takes 30 GET requests
 * a minute, 15 of POST and PATCH, 10 of PUT and DELETE; calls cost 1, 2 and 3 units, so that 30 units keep all three. The
 * legacy calls cost nothing: their document knows a 429 and names no limit.
 */
export const definition = {
  name: "salesblink",
  servers: { default: "https://run.salesblink.io" },
  credentials: { apiKey: { in: "header", name: "authorization" } },
  // A script of a few calls need not wait.
  limits: [{ limit: 30, window: "1 minute", burst: 15 }],
  retryAfter: [429]
} as const satisfies Vendor.Definition
