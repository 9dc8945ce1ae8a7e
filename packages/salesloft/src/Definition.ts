/** Salesloft as data: server, credentials and limits. */
import type { Vendor } from "@salesbridge/core"

/**
 * Salesloft has one host, and takes an access token or API key as a bearer token.
 *
 * A team has 600 units a minute, shared by all of its integrations. A call costs one unit; pages of a list after the
 * hundredth cost more. Every response reports the remaining units.
 */
export const definition = {
  name: "salesloft",
  servers: { default: "https://api.salesloft.com" },
  credentials: { accessToken: { in: "header", name: "authorization", scheme: "Bearer" } },
  // The most expensive pages cost 30.
  limits: [{ limit: 600, window: "1 minute", burst: 30 }],
  remaining: { name: "x-ratelimit-remaining-minute", window: "1 minute" }
} as const satisfies Vendor.Definition
