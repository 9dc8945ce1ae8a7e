/** What is known of GetSales.io as a whole. */
import type { Vendor } from "@salesbridge/core"

/**
 * GetSales.io: one host, and an API key as a bearer token. `Team-ID` names the team for keys that see several. The
 * limit is known from the vendor's newer pages; version 3.0 names none.
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
