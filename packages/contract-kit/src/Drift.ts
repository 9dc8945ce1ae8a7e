/**
 * Faults planted in a copy of a specification, to prove that the checks see them: what an answer has, which statuses
 * there are, what a call needs.
 */
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { resolve, jsonMedia } from "@salesbridge/openapi/Document"
import { find, type OpenApi, of } from "@salesbridge/openapi/Specification"

type Writable = { [key: string]: Json }

/** One fault. */
export type Drift = (spec: OpenApi) => OpenApi

/** A field of an answer has another name, in schema and examples. */
export const renameField = (operation: string, status: number, from: string, to: string): Drift =>
  changeAnswer(operation, status, (media) => {
    visit(media, (node) => {
      if (isObject(node["properties"]) && from in node["properties"]) {
        node["properties"] = rename(node["properties"], from, to)
        if (Array.isArray(node["required"])) {
          node["required"] = node["required"].map((name) => (name === from ? to : name))
        }
      }
      if (isObject(node["value"]) || Array.isArray(node["value"])) node["value"] = renameAll(node["value"], from, to)
    })
  })

/** An answer is no longer declared. */
export const dropStatus = (operation: string, status: number): Drift =>
  changeOperation(operation, (node) => {
    const responses = { ...(node["responses"] as JsonObject) } as Writable
    delete responses[String(status)]
    node["responses"] = responses
  })

/** A field of an answer has another type, in schema and examples. */
export const changeType = (operation: string, status: number, field: string, type: string, example: Json): Drift =>
  changeAnswer(operation, status, (media) => {
    visit(media, (node) => {
      if (isObject(node["properties"]) && field in node["properties"]) {
        node["properties"] = { ...node["properties"], [field]: { type } }
      }
      if (isObject(node["value"]) || Array.isArray(node["value"]))
        node["value"] = replaceAll(node["value"], field, example)
    })
  })

/** The call needs one parameter more. */
export const requireParameter = (operation: string, name: string): Drift =>
  changeOperation(operation, (node) => {
    const known = Array.isArray(node["parameters"]) ? node["parameters"] : []
    node["parameters"] = [...known, { name, in: "query", required: true, schema: { type: "string" } }]
  })

const changeOperation =
  (id: string, change: (node: Writable) => void): Drift =>
  (spec) => {
    const operation = find(spec, id)
    if (operation === undefined) throw new Error(`The specification has no operation ${id}`)
    const document = structuredClone(spec.document) as JsonObject
    const item = resolve(document, (document["paths"] as JsonObject)[operation.path])
    change(item[operation.method.toLowerCase()] as Writable)
    return of(document)
  }

const changeAnswer =
  (id: string, status: number, change: (media: Writable) => void): Drift =>
  (spec) =>
    changeOperation(id, (node) => {
      const responses = node["responses"] as Writable
      // A copy without references, so that no other operation drifts with it.
      const response = inline(spec.document, responses[String(status)] ?? {}, 12) as JsonObject
      const media = jsonMedia(response)
      if (media === undefined) throw new Error(`${id} ${status} has no JSON body`)
      change(media as Writable)
      responses[String(status)] = response
    })(spec)

const inline = (document: JsonObject, value: Json, left: number): Json => {
  if (Array.isArray(value)) return value.map((item) => inline(document, item, left))
  if (!isObject(value)) return value
  const target = typeof value["$ref"] === "string" && left > 0 ? resolve(document, value) : value
  return Object.fromEntries(
    Object.entries(target).map(([name, part]) => [name, inline(document, part, target === value ? left : left - 1)])
  )
}

const visit = (value: Json, change: (node: Writable) => void): void => {
  if (Array.isArray(value)) for (const item of value) visit(item, change)
  if (!isObject(value)) return
  change(value as Writable)
  for (const part of Object.values(value)) visit(part, change)
}

const rename = (value: JsonObject, from: string, to: string): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, part]) => [name === from ? to : name, part]))

const renameAll = (value: Json, from: string, to: string): Json => {
  if (Array.isArray(value)) return value.map((item) => renameAll(item, from, to))
  if (!isObject(value)) return value
  return rename(
    Object.fromEntries(Object.entries(value).map(([name, part]) => [name, renameAll(part, from, to)])),
    from,
    to
  )
}

const replaceAll = (value: Json, field: string, example: Json): Json => {
  if (Array.isArray(value)) return value.map((item) => replaceAll(item, field, example))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === field ? example : replaceAll(part, field, example)])
  )
}
