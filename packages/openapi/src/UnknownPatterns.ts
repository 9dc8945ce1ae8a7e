/** Finds the patterns that JavaScript does not have, which are therefore not compared. */
import * as Document from "./Document.ts"
import { inside, isObject, type Json, type JsonObject, objectOr } from "./Json.ts"
import { regExpOf } from "./Pattern.ts"

/**
 * One line for each unknown pattern of an operation, with its first place. `seen` has the schemas that were visited
 * before, and gets those of this operation.
 */
export const unknownPatterns = (
  document: JsonObject,
  route: Document.Route,
  id: string,
  seen: Set<JsonObject>
): ReadonlyArray<string> => {
  const { operation } = route
  const patternsOf = (given: Json | undefined, where: string, place = ""): ReadonlyArray<string> => {
    const schema = Document.resolve(document, given)
    if (seen.has(schema)) return []
    seen.add(schema)
    const { pattern } = schema
    const own =
      typeof pattern === "string" && regExpOf(pattern) === undefined
        ? [`${`${where} ${place}`.trim()}: JavaScript has no pattern ${pattern}, so it is not compared`]
        : []
    const fields = Object.entries(objectOr(schema["properties"])).map(([name, _]) => [_, inside(place, name)] as const)
    const items = ["items", "prefixItems"].flatMap((_) => partsOf(schema, _, `${place}[]`))
    const others = partsOf(schema, "additionalProperties", inside(place, "*"))
    const same = ["allOf", "oneOf", "anyOf", "not"].flatMap((_) => partsOf(schema, _, place))
    return [...own, ...[...fields, ...items, ...others, ...same].flatMap(([part, at]) => patternsOf(part, where, at))]
  }
  const bodyOf = (holder: Json | undefined) => Document.jsonMedia(Document.resolve(document, holder))?.["schema"]
  return [
    ...Document.parameters(document, route).flatMap((_) =>
      patternsOf(_["schema"], `${id}, ${String(_["in"])} ${String(_["name"])}`)
    ),
    ...patternsOf(bodyOf(operation["requestBody"]), `${id}, request body`),
    ...Object.entries(objectOr(operation["responses"])).flatMap(([status, _]) =>
      patternsOf(bodyOf(_), `${id} ${status}, response body`)
    )
  ]
}

const partsOf = (schema: JsonObject, keyword: string, place: string) =>
  [schema[keyword] ?? []]
    .flat()
    .filter(isObject)
    .map((part) => [part, place] as const)
