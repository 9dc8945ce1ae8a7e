/** A given OpenAPI document, which may be changed: the slice's specification is made from it. */
import * as Document from "@salesbridge/openapi/Document"
import { isObject } from "@salesbridge/openapi/Json"
import { sample as made } from "@salesbridge/openapi/Sample"
import { readFileSync } from "node:fs"
import { matching } from "./Pattern.ts"
import { Refused } from "./Refused.ts"

export { isExtension, isJson, references, typesOf } from "@salesbridge/openapi/Document"

export type Json = null | boolean | number | string | Array<Json> | JsonObject
export interface JsonObject {
  [name: string]: Json
}

/** The methods that core sends. */
export const methods = ["get", "post", "put", "patch", "delete"] as const
export type Method = (typeof methods)[number]

export const object = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
export const list = (value: Json | undefined): Array<Json> => (Array.isArray(value) ? value : [])
export const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined

const isJsonObject = (value: unknown): value is JsonObject => isObject(value)
export { isJsonObject as isObject }

/** Reads a file of OpenAPI 3.0 or 3.1. JSON files work too, since JSON is YAML. */
export const read = (file: string): JsonObject => {
  let source: string
  try {
    source = readFileSync(file, "utf8")
  } catch (error) {
    throw new Refused([`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`])
  }
  try {
    return Document.parse(source, file) as JsonObject
  } catch (error) {
    throw error instanceof Document.InvalidDocument ? new Refused(error.reasons) : error
  }
}

/** Returns the object itself, or the one that it refers to; never a copy. */
export const deref = (document: JsonObject, value: Json | undefined): JsonObject =>
  Document.resolve(document, value) as JsonObject

/** Returns the JSON media type in a body's content, with its entry. */
export const jsonMedia = (content: Json | undefined): JsonObject | undefined =>
  Document.jsonMedia(content === undefined ? {} : { content }) as JsonObject | undefined

/** Returns the JSON in a body's content: its media type, and the entry. */
export const jsonContent = (content: JsonObject) =>
  Document.jsonContent({ content }) as readonly [string, JsonObject] | undefined

/** Generates a value from a schema. */
export const sample = (document: JsonObject, schema: Json | undefined, name?: string): Json =>
  made(document, schema, name, 6, { matching }) as Json

/** Returns a schema with the parts of its `allOf` merged. */
export const flat = (document: JsonObject, given: Json | undefined): JsonObject =>
  Document.flat(document, given) as JsonObject

/** An operation and its place in the document. */
export interface Entry {
  readonly path: string
  readonly method: Method
  readonly item: JsonObject
  readonly operation: JsonObject
}

/** Returns every operation, in the file's order. */
export const entries = (document: JsonObject): ReadonlyArray<Entry> =>
  Object.entries(object(document["paths"])).flatMap(([path, given]) => {
    const item = deref(document, given)
    return Object.entries(item).flatMap(([method, operation]): ReadonlyArray<Entry> =>
      (methods as ReadonlyArray<string>).includes(method) && isObject(operation)
        ? [{ path, method: method as Method, item, operation }]
        : []
    )
  })

/**
 * Returns the parameters of an operation and of its path. The operation's replace those with the same name and place.
 */
export const parametersOf = (document: JsonObject, { item, operation }: Entry): ReadonlyArray<JsonObject> => {
  const all = [...list(item["parameters"]), ...list(operation["parameters"])].map((_) => deref(document, _))
  return [...new Map(all.map((_) => [`${String(_["in"])} ${String(_["name"])}`, _])).values()]
}
