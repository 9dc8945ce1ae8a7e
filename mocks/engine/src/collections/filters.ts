/** Filters of a list, recognised by the names and types of its parameters. */
import { flat, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { type Collection, type Member, singular } from "./Collection.ts"

type Test = (thing: JsonObject) => boolean

/** The value of a record that a parameter filters by. Undefined if its name matches no field. */
type Read = (thing: JsonObject) => Json | undefined

/**
 * A parameter with the name of a field selects the records that have that value, or one of several values: `owner`,
 * `tags[]`, `ids`. `person_id` compares the `id` in `person`. An object of bounds (`gt`, `gte`, `lt`, `lte`) selects a
 * range. `search` selects the records that contain a text. Other parameters are ignored.
 */
export const filterOf = (
  collection: Collection,
  document: JsonObject,
  { parameters }: Member,
  query: Readonly<Record<string, unknown>>
): Test => {
  const tests = parameters.flatMap((parameter): ReadonlyArray<Test> => {
    const name = String(parameter["name"])
    const given = query[name]
    if (parameter["in"] !== "query" || given === undefined) return []
    const plain = name.replace(/\[\]$/, "")
    const read = readOf(collection, document, plain)
    if (read !== undefined) return [isObject(given) ? within(read, given as JsonObject) : among(read, given)]
    return /^(search|query|q)$/.test(plain) ? [containing(String(given))] : []
  })
  return (thing) => tests.every((test) => test(thing))
}

const readOf = ({ key, schema }: Collection, document: JsonObject, name: string): Read | undefined => {
  const properties = objectOr(schema["properties"])
  const one = [name, singular(name)].find((_) => _ in properties)
  if (one !== undefined) return (thing) => thing[one]
  if (/^ids?$/.test(name)) return (thing) => thing[key]
  const [, other = ""] = /^(.+)_ids?$/.exec(name) ?? []
  const isReference = "id" in objectOr(flat(document, properties[other])["properties"])
  return isReference ? (thing) => objectOr(thing[other])["id"] : undefined
}

const among = (read: Read, given: unknown): Test => {
  const wanted = new Set((Array.isArray(given) ? given : [given]).map(String))
  return (thing) => {
    const value = read(thing)
    return (Array.isArray(value) ? listOr(value) : [value ?? null]).some((_) => wanted.has(String(_)))
  }
}

const within = (read: Read, bounds: JsonObject): Test => {
  const compared = Object.entries(bounds).flatMap(([operator, bound]) => comparisons[operator]?.(bound) ?? [])
  return (thing) => {
    const value = read(thing) ?? null
    return compared.every((holds) => holds(value))
  }
}

const comparisons: Readonly<Record<string, (bound: Json) => (value: Json) => boolean>> = {
  gt: (bound) => (value) => value !== null && compare(value, bound) > 0,
  gte: (bound) => (value) => value !== null && compare(value, bound) >= 0,
  lt: (bound) => (value) => value !== null && compare(value, bound) < 0,
  lte: (bound) => (value) => value !== null && compare(value, bound) <= 0,
  _is_null: (wanted) => (value) => wanted !== true || value === null,
  _is_not_null: (wanted) => (value) => wanted !== true || value !== null
}

/** Compares numbers by size, dates by time, and other text by character. Null comes first. */
export const compare = (one: Json, other: Json): number => {
  const [a, b] = [comparable(one), comparable(other)]
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return typeof a === typeof b ? (a < b ? -1 : 1) : String(a) < String(b) ? -1 : 1
}

const comparable = (value: Json): number | string | null => {
  if (value === null || typeof value === "number") return value
  const text = String(value)
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? text.toLowerCase() : time
}

const containing = (text: string): Test => {
  const wanted = text.toLowerCase()
  return (thing) => Object.values(thing).some((_) => typeof _ === "string" && _.toLowerCase().includes(wanted))
}

/** Whether values of a schema can be sorted: neither an object nor a list. */
export const isPlain = (document: JsonObject, given: Json | undefined): boolean =>
  !["object", "array"].includes(typesOf(flat(document, given))[0] ?? "")
