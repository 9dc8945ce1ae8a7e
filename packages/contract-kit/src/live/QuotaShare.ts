/** A quarter of a vendor's quota: the rest is for those who work with the account meanwhile. */
import type { Quota, Vendor } from "@salesbridge/core"
import * as Duration from "effect/Duration"

/** Where the vendor documents no limit. */
const unknown: Quota.Limit = { limit: 1, window: "1 second", burst: 1 }

/** A quarter of each documented limit; where none is documented, one call a second. */
export const limits = ({ limits = [] }: Vendor.Definition): ReadonlyArray<Quota.Limit> =>
  limits.length === 0 ? [unknown] : limits.map(quarter)

const quarter = (limit: Quota.Limit): Quota.Limit => {
  const burst = limit.burst === undefined ? {} : { burst: limit.burst / 4 }
  return limit.limit >= 4
    ? { limit: Math.floor(limit.limit / 4), window: limit.window, ...burst }
    : { limit: 1, window: Duration.times(Duration.fromInputUnsafe(limit.window), 4 / limit.limit) }
}

/** The limits in words, such as `150 units in 60 s, a quarter of the documented 600`. */
export const words = (definition: Vendor.Definition): string => {
  if ((definition.limits ?? []).length === 0) return "one call a second, since no limit is documented"
  return limits(definition)
    .map(({ limit, window }, index) => {
      const seconds = Duration.toSeconds(Duration.fromInputUnsafe(window))
      return `${limit} in ${seconds} s, a quarter of the documented ${definition.limits?.[index]?.limit}`
    })
    .join("; ")
}
