/** What a specification says about an operation's responses: schema, example, and where the record is in them. */
import { examplesOf, flat, isJson, jsonContent, resolve, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { sample } from "@salesbridge/openapi/Sample"
import type { Reply } from "../sandbox/Definition.ts"

export interface Answer {
  readonly status: number
  /** Undefined for a response without a body. */
  readonly type: string | undefined
  readonly schema: JsonObject
  /** The specification's example, or one generated from the schema. */
  readonly example: Json | undefined
}

/** The response of a status or its range, or undefined if the specification has none. */
export const answerOf = (document: JsonObject, operation: JsonObject, status: number): Answer | undefined => {
  const range = `${Math.floor(status / 100)}XX`
  const responses = objectOr(operation["responses"])
  return shownBy(document, status, responses[String(status)] ?? responses[range] ?? responses[range.toLowerCase()])
}

const shownBy = (document: JsonObject, status: number, given: Json | undefined): Answer | undefined => {
  if (given === undefined) return undefined
  const response = resolve(document, given)
  const [type, found] = jsonContent(response) ?? Object.entries(objectOr(response["content"]))[0] ?? []
  if (type === undefined) return { status, type, schema: {}, example: undefined }
  const media = objectOr(found)
  const shown = examplesOf(document, media)
  const made = () => (isJson(type) ? sample(document, media["schema"]) : "text")
  return {
    status,
    type,
    schema: flat(document, media["schema"]),
    example: shown["success"] ?? Object.values(shown)[0] ?? made()
  }
}

/** The successful response: the first of these statuses that exists, or else any 2xx, or else the default. */
export const successOf = (
  document: JsonObject,
  operation: JsonObject,
  preferred: ReadonlyArray<number> = [200]
): Answer => {
  const responses = objectOr(operation["responses"])
  const statuses = Object.keys(responses).filter((_) => /^2\d\d$/.test(_))
  const [first = 200] = preferred
  const status = [...preferred, ...statuses.map(Number)].find((_) => statuses.includes(String(_))) ?? first
  const found = answerOf(document, operation, status) ?? shownBy(document, status, responses["default"])
  return found ?? { status: 200, type: undefined, schema: {}, example: undefined }
}

/** The reply of a response, with this body instead of the example. */
export const replyOf = ({ example, status, type }: Answer, body: Json | undefined = example): Reply => {
  if (type === undefined || body === undefined) return { status }
  if (!isJson(type)) return { status, headers: { "content-type": type }, text: String(body) }
  return { status, body, ...(type === "application/json" ? {} : { headers: { "content-type": type } }) }
}

/** Names of nested fields, from the outside in. */
export type Place = ReadonlyArray<string>

/** The place in an object schema, at most two levels deep, whose schema the predicate accepts. */
export const placeIn = (
  document: JsonObject,
  given: Json | undefined,
  accepts: (schema: JsonObject) => boolean,
  left = 2
): Place | undefined => {
  const schema = flat(document, given)
  if (accepts(schema)) return []
  if (left === 0) return undefined
  const properties = Object.entries(objectOr(schema["properties"]))
  const here = properties.find(([, part]) => accepts(flat(document, part)))
  if (here !== undefined) return [here[0]]
  for (const [name, part] of properties) {
    const deeper = placeIn(document, part, accepts, left - 1)
    if (deeper !== undefined) return [name, ...deeper]
  }
  return undefined
}

export const isObjectSchema = (schema: JsonObject): boolean => typesOf(schema)[0] === "object"

/** The schema at a place within another schema. */
export const schemaAt = (document: JsonObject, given: Json | undefined, place: Place): JsonObject =>
  place.reduce((schema, name) => flat(document, objectOr(schema["properties"])[name]), flat(document, given))

export const valueAt = (value: Json | undefined, place: Place): Json | undefined =>
  place.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)

/** A copy of the value with another value at a place. */
export const withValueAt = (value: Json | undefined, [name, ...rest]: Place, inner: Json): Json =>
  name === undefined ? inner : { ...objectOr(value), [name]: withValueAt(objectOr(value)[name], rest, inner) }
