/** An OpenAPI document as it was given: read from YAML or JSON, references followed. */
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { Refused } from "./Refused.ts"

export type Json = null | boolean | number | string | Array<Json> | JsonObject
export interface JsonObject {
  [name: string]: Json
}

/** The methods that core sends. */
export const methods = ["get", "post", "put", "patch", "delete"] as const
export type Method = (typeof methods)[number]

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
export const list = (value: Json | undefined): Array<Json> => (Array.isArray(value) ? value : [])
export const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined

/** Reads a file of OpenAPI 3.0 or 3.1. JSON is YAML, too. */
export const read = (file: string): JsonObject => {
  let source: string
  try {
    source = readFileSync(file, "utf8")
  } catch (error) {
    throw new Refused([`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`])
  }
  let document: unknown
  try {
    // Anchors become copies, so that one can be changed without the other.
    document = JSON.parse(JSON.stringify(parse(source, { maxAliasCount: 10_000 }) ?? null))
  } catch (error) {
    throw new Refused([`${file} is neither YAML nor JSON: ${(error as Error).message.split("\n")[0]}`])
  }
  const version = isObject(document) ? String(document["openapi"] ?? "") : ""
  if (!isObject(document) || !/^3\.[01]\./.test(version)) {
    const found = isObject(document)
      ? "swagger" in document
        ? `it is Swagger ${String(document["swagger"])}; convert it first`
        : `its \`openapi\` is ${version === "" ? "missing" : version}`
      : "it holds no object"
    throw new Refused([`${file} is no OpenAPI 3.0 or 3.1: ${found}.`])
  }
  const elsewhere = new Set(references(document).filter((_) => !_.startsWith("#/")))
  if (elsewhere.size > 0) {
    const first = [...elsewhere].slice(0, 3).join(", ")
    throw new Refused([`${file} refers to other files (${first}). Bundle it into one first.`])
  }
  const dangling = [...new Set(references(document))].filter((_) => at(document, _) === undefined)
  if (dangling.length > 0) throw new Refused(dangling.map((_) => `${file} has nothing at ${_}, which it refers to.`))
  return document
}

/** Every `$ref` in a value. */
export const references = (value: Json): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(references)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, part]) =>
    name === "$ref" && typeof part === "string" ? [part] : references(part)
  )
}

/** What a reference within the document stands for. */
const at = (document: JsonObject, reference: string): Json | undefined =>
  reference
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>((place, step) => (isObject(place) ? place[step] : undefined), document)

/** The object itself, or the one that it refers to; never a copy. */
export const deref = (document: JsonObject, value: Json | undefined): JsonObject => {
  const seen = new Set<string>()
  let found = value
  while (isObject(found) && typeof found["$ref"] === "string" && !seen.has(found["$ref"])) {
    seen.add(found["$ref"])
    found = at(document, found["$ref"])
  }
  return object(found)
}

export const isJson = (type: string): boolean => /^application\/([\w.-]+\+)?json\b/.test(type)

/** The media type of JSON among the contents of a body, and its own entry. */
export const jsonMedia = (content: Json | undefined): JsonObject | undefined => {
  const found = Object.entries(object(content)).find(([type]) => isJson(type))
  return isObject(found?.[1]) ? found[1] : undefined
}

/** The types of a schema, `null` aside. */
export const typesOf = (schema: JsonObject): ReadonlyArray<string> => {
  const given = schema["type"]
  const named = (Array.isArray(given) ? given : given === undefined ? [] : [given]).map(String)
  if (named.length > 0) return named.filter((_) => _ !== "null")
  if (isObject(schema["properties"])) return ["object"]
  if (schema["items"] !== undefined) return ["array"]
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : []
  return [...new Set(values.filter((_) => _ !== null).map((_) => typeof _))]
}

/** A schema with the parts of its `allOf` in it. */
export const flat = (document: JsonObject, given: Json | undefined, left = 8): JsonObject => {
  const schema = deref(document, given)
  const parts = list(schema["allOf"])
  if (parts.length === 0 || left === 0) return schema
  const all = [...parts.map((part) => flat(document, part, left - 1)), { ...schema, allOf: [] }]
  const merged: JsonObject = {}
  for (const part of all) Object.assign(merged, part)
  return {
    ...merged,
    properties: Object.fromEntries(all.flatMap((part) => Object.entries(object(part["properties"])))),
    required: all.flatMap((part) => list(part["required"]))
  }
}
