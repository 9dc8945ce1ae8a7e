/** The patterns of a specification that JavaScript cannot read, for a message at the start. */
import { isObject, type Json, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { regExpOf } from "@salesbridge/openapi/Pattern"

export const unreadable = (document: JsonObject): ReadonlyArray<string> =>
  [...new Set(patternsIn(document))].filter((text) => regExpOf(text) === undefined)

const patternsIn = (value: Json): ReadonlyArray<string> => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).flatMap(patternsIn)
  if (!isObject(value)) return []
  const own = typeof value["pattern"] === "string" ? [value["pattern"]] : []
  return [...own, ...Object.keys(objectOr(value["patternProperties"])), ...Object.values(value).flatMap(patternsIn)]
}
