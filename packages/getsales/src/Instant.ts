/** Timestamps of GetSales.io, decoded to `Date`. */
import { Instant as CoreInstant } from "@salesbridge/core"

/**
 * A timestamp. The samples in the API reference are `2022-05-20T20:49:39.000000Z` and `2022-12-11T10:00:00Z`; core's
 * other formats are accepted as well. Encodes as `2022-05-20T20:49:39.000Z`.
 */
export const Instant = CoreInstant.codec({
  description: "Date and time with its zone.",
  example: "2022-05-20T20:49:39.000000Z"
})
