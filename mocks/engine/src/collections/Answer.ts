/** What a specification says of the answers of an operation: their schema, an example, and where in them a thing is. */
import { examplesOf, flat, isJson, resolve, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { sample } from "@salesbridge/openapi/Sample"
import type { Reply } from "../sandbox/Definition.ts"

export interface Answer {
  readonly status: number
  /** Absent for an answer without a body. */
  readonly type: string | undefined
  readonly schema: JsonObject
  /** What it shows, or what was made up from its schema. */
  readonly example: Json | undefined
}

/** The answer of a status; undefined where the specification has none. */
export const answerOf = (document: JsonObject, operation: JsonObject, status: number): Answer | undefined => {
  const given = objectOr(operation["responses"])[String(status)]
  if (given === undefined) return undefined
  const content = Object.entries(objectOr(resolve(document, given)["content"]))
  const [type, found] = content.find(([_]) => isJson(_)) ?? content[0] ?? []
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

/** The answer of a call that went well: of these statuses the first that there is, or any 2xx. */
export const successOf = (
  document: JsonObject,
  operation: JsonObject,
  preferred: ReadonlyArray<number> = [200]
): Answer => {
  const statuses = Object.keys(objectOr(operation["responses"])).filter((_) => /^2\d\d$/.test(_))
  const status = [...preferred, ...statuses.map(Number)].find((_) => statuses.includes(String(_)))
  const found = status === undefined ? undefined : answerOf(document, operation, status)
  return found ?? { status: 200, type: undefined, schema: {}, example: undefined }
}

/** As it is sent, with this body in place of the example. */
export const replyOf = ({ example, status, type }: Answer, body: Json | undefined = example): Reply => {
  if (type === undefined || body === undefined) return { status }
  if (!isJson(type)) return { status, headers: { "content-type": type }, text: String(body) }
  return { status, body, ...(type === "application/json" ? {} : { headers: { "content-type": type } }) }
}

/** Fields in fields, from outside in. */
export type Place = ReadonlyArray<string>

/** Where in an object schema, at most two levels deep, something is that a test accepts. */
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

/** The schema at a place of another. */
export const schemaAt = (document: JsonObject, given: Json | undefined, place: Place): JsonObject =>
  place.reduce((schema, name) => flat(document, objectOr(schema["properties"])[name]), flat(document, given))

export const valueAt = (value: Json | undefined, place: Place): Json | undefined =>
  place.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)

/** The value with another one at a place. */
export const withValueAt = (value: Json | undefined, [name, ...rest]: Place, inner: Json): Json =>
  name === undefined ? inner : { ...objectOr(value), [name]: withValueAt(objectOr(value)[name], rest, inner) }
