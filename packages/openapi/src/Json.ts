/** JSON values: type guards, comparison, and paths. */

export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The value if it is an object, otherwise an empty object. */
export const objectOr = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

/** The value if it is a list, otherwise an empty list. */
export const listOr = (value: Json | undefined): ReadonlyArray<Json> =>
  Array.isArray(value) ? (value as ReadonlyArray<Json>) : []

/** The same text for equal values, regardless of the order of their keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part
  ) ?? "undefined"

export const equals = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

/** A value after serialization: without what JSON cannot represent. */
export const overTheWire = (value: unknown): Json | undefined => {
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as Json)
}

/** Adds a name to a path: `a`, `a.b`, `a["b c"]`. */
export const inside = (place: string, name: string): string => {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `${place}[${JSON.stringify(name)}]`
  return place === "" ? name : `${place}.${name}`
}

/** A value as shown in messages. */
export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
