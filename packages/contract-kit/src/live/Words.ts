/** Describes a value by its type and form, without the value itself. */
import { isObject } from "@salesbridge/openapi/Json"

const forms: ReadonlyArray<readonly [string, RegExp]> = [
  ["empty", /^\s*$/],
  ["date-time-like", /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ["date-like", /^\d{4}-\d{2}-\d{2}$/],
  ["uuid-like", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ["email-like", /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ["uri-like", /^[a-z][a-z\d+.-]*:\/\//i],
  ["number-like", /^[+-]?\d+(\.\d+)?$/]
]

/** The type and form of a JSON value: `string (date-like)`, `object (3 keys)`; `missing` for undefined. */
export const kindOf = (value: unknown): string => {
  if (value === undefined) return "missing"
  if (value === null) return "null"
  if (Array.isArray(value)) return value.length === 0 ? "empty list" : "list"
  if (isObject(value)) {
    const count = Object.keys(value).length
    return `object (${count} ${count === 1 ? "key" : "keys"})`
  }
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number"
  if (typeof value !== "string") return typeof value
  const form = forms.find(([, pattern]) => pattern.test(value))
  return form === undefined ? "string" : `string (${form[0]})`
}

/** Joins several descriptions of one place, each once: `null or string`. */
export const either = (words: Iterable<string>): string => [...new Set(words)].toSorted().join(" or ")
