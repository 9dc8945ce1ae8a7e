/**
 * Simplifies references to the kind that every reader supports: to schemas with plain names under `components`, and
 * none to path items. Real files refer to parts of schemas and paths, and use schema names that need encoding in a URL.
 */
import * as Document from "./Document.ts"
import { isObject, type Json, type JsonObject, objectOr } from "./Json.ts"

const schemas = "#/components/schemas/"
const others = /^#\/components\/(?!schemas\/)[^/]+\/[^/]+$/
const plainName = /^[\w.-]+$/

/** The document with only simple references; the same object if it has no others. */
export const straight = (document: JsonObject): JsonObject => {
  const names = new Map<string, string>()
  const taken = new Set(Object.keys(objectOr(objectOr(document["components"])["schemas"])))
  for (const reference of new Set(Document.references(document))) {
    const name = reference.startsWith(schemas) ? reference.slice(schemas.length) : undefined
    if (others.test(reference) || (name !== undefined && plainName.test(name)) || isPathItem(document, reference))
      continue
    let free = reference.replace(/^#\/(components\/schemas\/)?/, "").replaceAll(/[^\w.-]+/g, ".")
    while (taken.has(free)) free = `${free}_`
    taken.add(free)
    names.set(reference, free)
  }
  const mapped = hasBareMapping(document)
  const behind = Object.values(objectOr(document["paths"])).some((item) => isObject(item) && "$ref" in item)
  if (names.size === 0 && !behind && !mapped) return document
  const found = renamed(document, names) as JsonObject
  const components = objectOr(found["components"])
  const added = [...names].map(([reference, name]) => [name, renamed(Document.at(document, reference) ?? {}, names)])
  return {
    ...found,
    paths: Object.fromEntries(
      Object.entries(objectOr(found["paths"])).map(([path, item]) => [path, Document.resolve(found, item)])
    ),
    components: { ...components, schemas: { ...objectOr(components["schemas"]), ...Object.fromEntries(added) } }
  }
}

const isPathItem = (document: JsonObject, reference: string): boolean =>
  Object.values(objectOr(document["paths"])).some((item) => isObject(item) && item["$ref"] === reference)

/** A discriminator may name a schema without a reference. */
const hasBareMapping = (value: Json): boolean => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).some(hasBareMapping)
  if (!isObject(value)) return false
  const bare = Object.values(objectOr(objectOr(value["discriminator"])["mapping"])).some(isBare)
  return bare || Object.values(value).some(hasBareMapping)
}

const isBare = (target: Json): target is string => typeof target === "string" && plainName.test(target)

const renamed = (value: Json, names: ReadonlyMap<string, string>): Json => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).map((_) => renamed(_, names))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const name = key === "$ref" && typeof part === "string" ? names.get(part) : undefined
      if (name !== undefined) return [key, `${schemas}${name}`]
      if (key === "discriminator" && isObject(part) && isObject(part["mapping"])) {
        const mapping = Object.entries(part["mapping"]).map(([one, to]) => [one, isBare(to) ? `${schemas}${to}` : to])
        return [key, { ...part, mapping: Object.fromEntries(mapping) }]
      }
      return [key, renamed(part, names)]
    })
  )
}
