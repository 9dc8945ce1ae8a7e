/** SalesBlink as data: server, credentials and limits. */
import type { Vendor } from "@salesbridge/core"

/**
 * SalesBlink has one host. The API key is the whole value of `Authorization`, without a scheme. Each minute, version
 * 1.0.0 allows 30 GET requests, 15 POST and PATCH requests, and 10 PUT and DELETE requests. Calls cost 1, 2 and 3
 * units, so that one limit of 30 units stays within all three. The legacy calls cost nothing: their documentation
 * mentions a 429 but no limit.
 */
export const definition = {
  name: "salesblink",
  servers: { default: "https://run.salesblink.io" },
  credentials: { apiKey: { in: "header", name: "authorization" } },
  // A script with a few calls need not wait.
  limits: [{ limit: 30, window: "1 minute", burst: 15 }],
  retryAfter: [429]
} as const satisfies Vendor.Definition
