/** GetSales.io as data: server, credentials and limits. */
import type { Vendor } from "@salesbridge/core"

/**
 * GetSales.io has one host, and takes an API key as a bearer token. `Team-ID` selects the team if the key belongs to
 * several. The rate limit is from the vendor's newer documentation; version 3.0 has none.
 */
export const definition = {
  name: "getsales",
  servers: { default: "https://amazing.getsales.io" },
  credentials: {
    token: { in: "header", name: "authorization", scheme: "Bearer" },
    teamId: { in: "header", name: "Team-ID", secret: false, optional: true }
  },
  limits: [{ limit: 300, window: "1 minute" }]
} as const satisfies Vendor.Definition
