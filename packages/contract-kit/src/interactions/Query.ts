/**
 * Query parameters, derived without the client so that the two can be compared. A list repeats its name. An object
 * becomes one parameter for each field (`filter[q]=x`, OpenAPI's deepObject), and a list in an object repeats
 * `filter[ids][]`.
 */
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"

/** A query by the names that are sent. Null and empty lists are not sent. */
export interface Query {
  readonly [name: string]: ReadonlyArray<string>
}

/** The query for these parameters. */
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

/** A parameter's value as a server reads it: every scalar is text. */
export const asTexts = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(asTexts)
  if (!isObject(value)) return String(value)
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]) => (part === null ? [] : [[field, asTexts(part)]]))
  )
}
