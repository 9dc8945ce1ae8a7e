/** A field of a table, derived from the rows of the seed: its type, and its value in a new row. */
import { dateLike, isDateLike } from "./dates.ts"

type Row = Readonly<Record<string, unknown>>

export interface Field {
  readonly example: unknown
  /** Whether every row has it. */
  readonly always: boolean
  /**
   * What is wrong with a value, as the end of a sentence. Undefined if nothing is.
   *
   * @param isNullable Whether null is known to be allowed. It is also allowed if a row of the seed has null.
   */
  readonly mistake: (value: unknown, isNullable: boolean) => string | undefined
  /** The value in the vendor's notation. */
  readonly written: (value: unknown) => unknown
  /** The value in a new row. */
  readonly fresh: (making: { readonly now: number; readonly uuid: () => string; readonly name: string }) => unknown
}

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  object: "an object",
  date: "a date"
}

const kindOf = (value: unknown): string => {
  if (value instanceof Date) return "date"
  return Array.isArray(value) ? "list" : typeof value
}

const identifier = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** Derives a field from the rows of a vendor's seed. */
export const fieldOf = (name: string, rows: ReadonlyArray<Row>, like: object): Field => {
  const values = rows.map((row) => row[name])
  const examples = values.filter((value) => value !== undefined && value !== null)
  const [example] = examples
  const always = values.length > 0 && values.every((value) => value !== undefined)
  const known = new Set(examples.map(kindOf))
  const isDate = examples.length > 0 && examples.every(isDateLike)
  // A date of the same table, or of any other, shows the vendor's notation.
  const date = () => (isDate ? example : (firstDate(rows) ?? firstDate(like)))
  const written = (value: unknown): unknown => {
    if (value instanceof Date) return dateLike(date(), value.getTime())
    if (isDate && typeof value === "string") return dateLike(example, value)
    if (Array.isArray(value)) return value.map((one) => (typeof one === "object" ? written(one) : one))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        inner instanceof Date || typeof inner === "object" ? written(inner) : inner
      ])
    )
  }
  return {
    example,
    always,
    written,
    mistake: (value, isNullable) => {
      const kind = kindOf(value)
      const wanted = isDate ? "a date" : [...known].map((one) => kinds[one] ?? one).join(" or ")
      const wrong = `is ${kind === "date" ? "a Date" : JSON.stringify(value)}, and must be ${wanted}, as ${JSON.stringify(example)}.`
      if (value === null) return isNullable || !always || examples.length < values.length ? undefined : wrong
      if (value instanceof Date && Number.isNaN(value.getTime())) return "is an invalid Date."
      if (isDate && (kind === "date" || kind === "string")) {
        return dateLike(example, value as Date | string) === undefined ? wrong : undefined
      }
      return known.size === 0 || known.has(kind) ? undefined : wrong
    },
    fresh: ({ name, now, uuid }) => {
      if (examples.length < values.length || example === undefined) return null
      if (isDate) return dateLike(example, now)
      // A value that several rows share refers to something else.
      const isOwn = typeof example === "string" && new Set(examples).size === examples.length
      if (isOwn && identifier.test(example)) return uuid()
      if (isOwn && /^\S+@\S+$/.test(example)) return `${name}-${uuid().slice(0, 8)}@example.com`
      return structuredClone(examples.find(isEmpty) ?? example)
    }
  }
}

/** Zero, an empty list or an empty object. */
const isEmpty = (value: unknown): boolean =>
  value === 0 || (typeof value === "object" && value !== null && Object.keys(value).length === 0)

/** The first date and time in a value, at any depth. */
const firstDate = (value: unknown): unknown => {
  if (isDateLike(value) && String(value).length > 10) return value
  if (typeof value !== "object" || value === null) return undefined
  for (const inner of Object.values(value)) {
    const found = firstDate(inner)
    if (found !== undefined) return found
  }
  return undefined
}
