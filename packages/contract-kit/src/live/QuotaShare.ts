/** Limits a run to a quarter of the vendor's quota. The rest is left for the account's other users. */
import type { Quota, Vendor } from "@salesbridge/core"
import * as Duration from "effect/Duration"

/** The limit for vendors that document none. */
const unknown: Quota.Limit = { limit: 1, window: "1 second", burst: 1 }

/** A quarter of each documented limit, or one call a second if there is none. */
export const limits = ({ limits = [] }: Vendor.Definition): ReadonlyArray<Quota.Limit> =>
  limits.length === 0 ? [unknown] : limits.map(quarter)

const quarter = (limit: Quota.Limit): Quota.Limit => {
  const burst = limit.burst === undefined ? {} : { burst: limit.burst / 4 }
  return limit.limit >= 4
    ? { limit: Math.floor(limit.limit / 4), window: limit.window, ...burst }
    : { limit: 1, window: Duration.times(Duration.fromInputUnsafe(limit.window), 4 / limit.limit) }
}

/** The limits as text, such as `150 in 60 s, a quarter of the documented 600`. */
export const words = (definition: Vendor.Definition): string => {
  if ((definition.limits ?? []).length === 0) return "one call a second, since no limit is documented"
  return limits(definition)
    .map(({ limit, window }, index) => {
      const seconds = Duration.toSeconds(Duration.fromInputUnsafe(window))
      return `${limit} in ${seconds} s, a quarter of the documented ${definition.limits?.[index]?.limit}`
    })
    .join("; ")
}
