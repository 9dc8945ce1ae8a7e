/** The dates of a seed: moved to the current date, and written in the vendor's notation. */
import type { JsonObject } from "@salesbridge/openapi/Json"

export const day = 86_400_000

const date = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d.*)?$/s

/** Whether a number is a time from 2017 to 2033, in milliseconds or microseconds since 1970. */
const isTime = (value: number, unit: number): boolean => value >= 1.5e12 * unit && value < 2e12 * unit

/** A copy with all dates moved by days: ISO 8601 in any precision, and milliseconds or microseconds since 1970. */
export const movedByDays = <A>(value: A, days: number): A => {
  /** A cache, because a seed has many times on few days. */
  const calendars = new Map<string, string | undefined>()
  const movedCalendar = (calendar: string): string | undefined => {
    if (!calendars.has(calendar)) {
      const at = Date.parse(calendar) + days * day
      calendars.set(calendar, Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10))
    }
    return calendars.get(calendar)
  }
  const move = (one: unknown): unknown => {
    if (typeof one === "string") {
      // Most strings are not dates.
      if (one[4] !== "-" || !date.test(one)) return one
      const moved = movedCalendar(one.slice(0, 10))
      return moved === undefined ? one : moved + one.slice(10)
    }
    if (typeof one === "number") {
      if (isTime(one, 1)) return one + days * day
      return isTime(one, 1000) ? one + days * day * 1000 : one
    }
    if (typeof one !== "object" || one === null) return one
    if (Array.isArray(one)) return one.map(move)
    const copy: Record<string, unknown> = { ...(one as JsonObject) }
    for (const name of Object.keys(copy)) {
      const moved = move(copy[name])
      if (moved !== copy[name]) copy[name] = moved
    }
    return copy
  }
  return move(value) as A
}

/** Whether a value is a date: ISO 8601, or milliseconds or microseconds since 1970. */
export const isDateLike = (value: unknown): boolean => {
  if (typeof value === "string") return date.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10)))
  return typeof value === "number" && (isTime(value, 1) || isTime(value, 1000))
}

/** The time of a date, in milliseconds since 1970. Undefined if the value is not a date. */
export const timeOf = (value: unknown): number | undefined => {
  if (typeof value === "string") return dateLike(0, value) as number | undefined
  return isDateLike(value) ? Number(value) / (isTime(Number(value), 1) ? 1 : 1000) : undefined
}

const parts = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * A time in the notation of an example: the same precision, and a zone only if the example has one. Undefined if the
 * text is not a date. Without an example: ISO 8601 with milliseconds, in UTC.
 */
export const dateLike = (example: unknown, given: number | string | Date): number | string | undefined => {
  const text = typeof given === "string" ? given : undefined
  const found = text === undefined ? undefined : parts.exec(text)
  if (found === null) return undefined
  // Vendors write UTC, also without a zone.
  const hasZone = text === undefined || text.length === 10 || found?.[2] !== undefined
  const at = text === undefined ? Number(given) : Date.parse(hasZone ? text : `${text}Z`)
  if (Number.isNaN(at)) return undefined
  if (typeof example === "number") return isTime(example, 1000) ? at * 1000 : at
  const iso = new Date(at).toISOString()
  if (typeof example !== "string") return iso
  if (example.length === 10) return iso.slice(0, 10)
  const [, fraction = "", zone] = parts.exec(example) ?? []
  const precision = zone === undefined ? Math.max(3, fraction.length) : fraction.length
  const digits = (found?.[1] ?? iso.slice(20, 23)).padEnd(precision, "0").slice(0, precision)
  return `${iso.slice(0, 19)}${digits === "" ? "" : `.${digits}`}${zone === undefined ? "" : zone === "Z" ? "Z" : "+00:00"}`
}
