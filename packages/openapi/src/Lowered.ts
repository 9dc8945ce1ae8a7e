/**
 * Rewrites a document for readers that do not support `prefixItems`, recursion and null through `allOf`, null in an
 * enumeration that does not list it, discriminators of inline schemas, or patterns that are invalid under the flag `u`, or
 * that follow references in extensions.
 */
import { at, isData, isExtension, isNamed, references } from "./Document.ts"
import { isObject, type Json, type JsonObject, listOr } from "./Json.ts"
import { isUnicode } from "./Pattern.ts"

/** The document without these features. It may be less strict, but every valid value remains valid. */
export const lowered = (document: JsonObject): JsonObject => {
  const visit = (value: Json, byName = false): Json => {
    if (Array.isArray(value)) return (value as ReadonlyArray<Json>).map((_) => visit(_))
    if (!isObject(value)) return value
    const copy = Object.fromEntries(
      Object.entries(value).flatMap(([name, part]) => {
        if (byName) return [[name, visit(part)]]
        if (name === "pattern" && typeof part === "string" && !isUnicode(part)) return []
        if (isExtension(name) && references(part).length > 0) return []
        return [[name, isData(name, part) ? part : visit(part, isNamed(name, part))]]
      })
    )
    if (byName) return copy
    if (Array.isArray(copy["prefixItems"])) return listOf(copy)
    if (isObject(copy["discriminator"]) && choicesOf(copy).some((_) => !isObject(_) || !("$ref" in _))) {
      // A discriminator needs the names of schemas, which inline ones do not have.
      const { discriminator: _, ...rest } = copy
      return rest
    }
    const [only, ...others] = listOr(copy["allOf"])
    if (others.length === 0 && isObject(only) && (copy["nullable"] === true || isRecursive(document, only["$ref"]))) {
      return choiceOf(copy, only)
    }
    const values = copy["enum"]
    return copy["nullable"] === true && Array.isArray(values) && !values.includes(null)
      ? { ...copy, enum: [...values, null] }
      : copy
  }
  return visit(document) as JsonObject
}

const choicesOf = (schema: JsonObject): ReadonlyArray<Json> => [...listOr(schema["oneOf"]), ...listOr(schema["anyOf"])]

/** Whether the target of a reference contains itself. */
const isRecursive = (document: JsonObject, reference: Json | undefined): boolean => {
  if (typeof reference !== "string") return false
  const seen = new Set<string>()
  const left = [reference]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    for (const next of references(at(document, one) ?? null)) {
      if (next === reference) return true
      if (!seen.has(next)) left.push(next)
      seen.add(next)
    }
  }
  return false
}

const listOf = ({ items, prefixItems, ...rest }: JsonObject): JsonObject => {
  const first = listOr(prefixItems)
  const others = isObject(items) ? [items] : []
  return {
    ...rest,
    items: items === undefined || items === true ? {} : { anyOf: [...first, ...others] },
    ...(items === false && !("maxItems" in rest) ? { maxItems: first.length } : {})
  }
}

/** `allOf` with one schema, which in OpenAPI 3.0 makes a reference nullable. */
const choiceOf = (schema: JsonObject, only: JsonObject): JsonObject => {
  const { allOf: _, nullable, ...rest } = schema
  return { ...rest, anyOf: [only, ...(nullable === true ? [{ type: "object", nullable, enum: [null] }] : [])] }
}
