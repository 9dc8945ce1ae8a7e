/** What is known of Salesloft as a whole. */
import type { Vendor } from "@salesbridge/core"

/**
 * Salesloft: one host, and an access token or API key as a bearer.
 *
 * A team has 600 points a minute, shared by all of its integrations. A call takes one, and the pages of a list after the
 * hundredth take more. What is left comes with every answer.
 */
export const definition = {
  name: "salesloft",
  servers: { default: "https://api.salesloft.com" },
  credentials: { accessToken: { in: "header", name: "authorization", scheme: "Bearer" } },
  // The costliest pages take 30 at once.
  limits: [{ limit: 600, window: "1 minute", burst: 30 }],
  remaining: { name: "x-ratelimit-remaining-minute", window: "1 minute" }
} as const satisfies Vendor.Definition
