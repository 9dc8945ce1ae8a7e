/** Moments as GetSales.io writes them, as `Date`. */
import { Instant as CoreInstant } from "@salesbridge/core"

/**
 * A moment: `2022-05-20T20:49:39.000000Z` and `2022-12-11T10:00:00Z` stand in the document's samples, and core's other
 * forms are read, too. Encodes as `2022-05-20T20:49:39.000Z`.
 */
export const Instant = CoreInstant.codec({
  description: "Date and time with its zone.",
  example: "2022-05-20T20:49:39.000000Z"
})
