/** Moves the dates of a seed, so that what was new to its author is new to whoever looks at it. */
import type { JsonObject } from "@salesbridge/openapi/Json"

export const day = 86_400_000

const date = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d.*)?$/s

/** Milliseconds, or microseconds, since 1970 of a time from 2017 to 2033. */
const isTime = (value: number, unit: number): boolean => value >= 1.5e12 * unit && value < 2e12 * unit

/** The value with all dates in it so many days later: ISO 8601 in any precision, and milliseconds or microseconds since 1970. */
export const movedByDays = <A>(value: A, days: number): A => {
  const move = (one: unknown): unknown => {
    if (typeof one === "string") {
      const [, calendar, time = ""] = date.exec(one) ?? []
      if (calendar === undefined) return one
      const at = Date.parse(calendar) + days * day
      return Number.isNaN(at) ? one : `${new Date(at).toISOString().slice(0, 10)}${time}`
    }
    if (typeof one === "number") {
      const unit = [1, 1000].find((unit) => isTime(one, unit))
      return unit === undefined ? one : one + days * day * unit
    }
    if (Array.isArray(one)) return one.map(move)
    if (typeof one !== "object" || one === null) return one
    return Object.fromEntries(Object.entries(one as JsonObject).map(([name, inner]) => [name, move(inner)]))
  }
  return move(value) as A
}
