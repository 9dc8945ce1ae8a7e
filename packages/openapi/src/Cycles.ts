/** Schemas that lead back to themselves with no data in between. No value can be checked against such a schema. */
import { isObject, type Json, type JsonObject, listOr, objectOr } from "./Json.ts"
import { at } from "./Pointer.ts"

const schemas = "#/components/schemas/"

/** The references in a schema that apply to the same value. */
const referencesOf = (schema: Json | undefined): ReadonlyArray<string> => {
  if (!isObject(schema)) return []
  const parts = [
    ...["allOf", "anyOf", "oneOf"].flatMap((name) => listOr(schema[name])),
    ...["not", "if", "then", "else"].map((name) => schema[name])
  ]
  const own = schema["$ref"]
  return [...(typeof own === "string" ? [own] : []), ...parts.flatMap(referencesOf)]
}

/** The references on the way from one back to itself. Undefined if none leads back. */
export const cycleIn = (document: JsonObject, references: ReadonlyArray<string>): ReadonlyArray<string> | undefined => {
  const ended = new Set<string>()
  const visit = (reference: string, way: ReadonlyArray<string>): ReadonlyArray<string> | undefined => {
    if (ended.has(reference)) return undefined
    if (way.includes(reference)) return [...way.slice(way.indexOf(reference)), reference]
    for (const next of referencesOf(at(document, reference))) {
      const found = visit(next, [...way, reference])
      if (found !== undefined) return found
    }
    ended.add(reference)
    return undefined
  }
  for (const reference of references) {
    const found = visit(reference, [])
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The document without the cycles of generators, in which a parent offers its children in `oneOf`, and each child has the
 * parent in `allOf`: the child gets the parent's own fields. The same object if there are none.
 */
export const untied = (document: JsonObject): JsonObject => {
  const components = objectOr(document["components"])
  const changed = Object.entries(objectOr(components["schemas"])).flatMap(([name, schema]) => {
    const parts = listOr(objectOr(schema)["allOf"])
    const own = parts.map((part) => withoutChoices(document, `${schemas}${name}`, part))
    return own.some((part, index) => part !== parts[index]) ? [[name, { ...objectOr(schema), allOf: own }]] : []
  })
  if (changed.length === 0) return document
  return {
    ...document,
    components: { ...components, schemas: { ...objectOr(components["schemas"]), ...Object.fromEntries(changed) } }
  }
}

/** A part of a child's `allOf`. If it is a parent that offers the child, without what it offers. */
const withoutChoices = (document: JsonObject, child: string, part: Json): Json => {
  const reference = objectOr(part)["$ref"]
  const parent = typeof reference === "string" ? at(document, reference) : undefined
  if (!isObject(parent) || (parent["oneOf"] ?? parent["anyOf"]) === undefined) return part
  const { anyOf = [], discriminator: _, oneOf = [], ...own } = parent
  return reaches(document, [...listOr(oneOf), ...listOr(anyOf)].flatMap(referencesOf), child) ? own : part
}

const reaches = (document: JsonObject, from: ReadonlyArray<string>, to: string): boolean => {
  const seen = new Set<string>()
  const left = [...from]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (one === to) return true
    if (seen.has(one)) continue
    seen.add(one)
    left.push(...referencesOf(at(document, one)))
  }
  return false
}
