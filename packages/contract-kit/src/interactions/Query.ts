/**
 * Values in a query, worked out apart from the client: a list repeats its name, an object is one parameter for each of
 * its fields (`filter[q]=x`, OpenAPI's deepObject), and a list in an object repeats `filter[ids][]`.
 */
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"

/** A query by the names on the wire. What is null or empty is not sent. */
export interface Query {
  readonly [name: string]: ReadonlyArray<string>
}

/** The query that these parameters make. */
export const of = (parameters: JsonObject): Query => {
  const query: { [name: string]: Array<string> } = {}
  for (const [name, value] of Object.entries(parameters).flatMap(([name, value]) => pairs(name, value))) {
    ;(query[name] ??= []).push(value)
  }
  return query
}

const pairs = (name: string, value: Json): ReadonlyArray<readonly [string, string]> => {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((item) => pairs(name, item))
  if (!isObject(value)) return [[name, String(value)]]
  return Object.entries(value).flatMap(([field, part]) =>
    pairs(Array.isArray(part) ? `${name}[${field}][]` : `${name}[${field}]`, part)
  )
}

/** A parameter's value as a server reads it: every part of it a text. */
export const asTexts = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(asTexts)
  if (!isObject(value)) return String(value)
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]) => (part === null ? [] : [[field, asTexts(part)]]))
  )
}
