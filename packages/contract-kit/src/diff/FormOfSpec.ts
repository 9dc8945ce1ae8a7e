/** The form of a schema of an OpenAPI document, 3.0 or 3.1. */
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { resolve } from "@salesbridge/openapi/Document"
import * as Form from "./Form.ts"

const limitNames = [
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties"
]
const ofNumbers = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])
const ofTexts = new Set(["pattern", "minLength", "maxLength"])
const ofLists = new Set(["minItems", "maxItems", "uniqueItems"])
const ofObjects = new Set(["minProperties", "maxProperties"])

/** The kind of value that a keyword limits; `undefined` for any. */
const limitedBy = (name: string): string | undefined => {
  if (ofNumbers.has(name)) return "number"
  if (ofTexts.has(name)) return "string"
  if (ofLists.has(name)) return "list"
  return ofObjects.has(name) ? "object" : undefined
}

/** The form of the schema, whose references lead into the document. */
export const formOf = (document: JsonObject, given: Json | undefined, above: ReadonlyArray<string> = []): Form.Form => {
  if (!isObject(given)) return given === false ? Form.nothing : Form.anything
  const reference = given["$ref"]
  if (typeof reference === "string") {
    if (above.includes(reference)) return Form.recursion
    return formOf(document, resolve(document, given), [...above, reference])
  }
  const inner = (schema: Json | undefined) => formOf(document, schema, above)
  const parts = (key: string) => (Array.isArray(given[key]) ? (given[key] as ReadonlyArray<Json>) : [])
  const some = ["oneOf", "anyOf"].filter((key) => parts(key).length > 0).map((key) => parts(key).map(inner))
  const form = [ownForm(given, inner), ...parts("allOf").map(inner), ...some.map((_) => _.reduce(Form.either))].reduce(
    Form.both
  )
  const nullable = given["nullable"] === true ? Form.either(form, Form.of("null")) : form
  const left = given["default"]
  return left === undefined ? nullable : { ...nullable, default: left }
}

type Inner = (schema: Json | undefined) => Form.Form

const ownForm = (schema: JsonObject, inner: Inner): Form.Form => {
  const values = valuesOf(schema)
  const kinds = kindsOf(schema)
  if (kinds === undefined)
    return values === undefined ? Form.anything : values.map(ofValue).reduce(Form.either, Form.nothing)
  const form = kinds
    .map((kind) => partOf(kind, schema, inner))
    .reduce((all, part) => ({ kinds: { ...all.kinds, ...part.kinds } }), Form.nothing)
  if (values === undefined) return form
  return Form.both(form, values.map(ofValue).reduce(Form.either, Form.nothing))
}

const valuesOf = (schema: JsonObject): ReadonlyArray<Json> | undefined => {
  if (Array.isArray(schema["enum"])) return schema["enum"] as ReadonlyArray<Json>
  return schema["const"] === undefined ? undefined : [schema["const"]]
}

const kindsOf = (schema: JsonObject): ReadonlyArray<string> | undefined => {
  const types = schema["type"]
  if (Array.isArray(types)) return types.map(String)
  if (typeof types === "string") return [types]
  if (isObject(schema["properties"]) || Array.isArray(schema["required"])) return ["object"]
  return schema["items"] === undefined ? undefined : ["array"]
}

const ofValue = (value: Json): Form.Form => {
  if (value === null) return Form.of("null")
  const kind = Array.isArray(value) ? "list" : typeof value
  return Form.of(kind, { values: [value] })
}

const partOf = (type: string, schema: JsonObject, inner: Inner): Form.Form => {
  const kind = type === "array" ? "list" : type === "integer" ? "number" : type
  if (kind === "null") return Form.of("null")
  const limits = Object.fromEntries(
    limitNames.flatMap((name): ReadonlyArray<readonly [string, Json]> => {
      const value = limitOf(name, schema)
      const whose = limitedBy(name)
      return value === undefined || (whose !== undefined && whose !== kind) ? [] : [[name, value]]
    })
  )
  const required = new Set<string>(Array.isArray(schema["required"]) ? schema["required"].map(String) : [])
  const properties = isObject(schema["properties"]) ? schema["properties"] : {}
  const others = schema["additionalProperties"]
  return Form.of(
    kind,
    Form.part({
      limits: { ...limits, ...(type === "integer" ? { integer: true } : {}) },
      fields:
        kind === "object"
          ? Object.fromEntries(
              // What is required may be described elsewhere, in another part of an `allOf`.
              Form.namesOf(properties, Object.fromEntries([...required].map((name) => [name, true]))).map((name) => [
                name,
                { required: required.has(name), form: inner(properties[name] ?? {}) }
              ])
            )
          : undefined,
      rest: kind !== "object" || others === false ? undefined : isObject(others) ? inner(others) : Form.anything,
      items: kind === "list" ? inner(schema["items"]) : undefined
    })
  )
}

/** A limit as 3.1 writes it. In 3.0 `exclusiveMinimum: true` says what `minimum` means. */
const limitOf = (name: string, schema: JsonObject): Json | undefined => {
  const value = schema[name]
  if (name === "minimum" || name === "maximum") {
    return schema[`exclusive${name === "minimum" ? "Minimum" : "Maximum"}`] === true ? undefined : value
  }
  if (value === true && name.startsWith("exclusive")) {
    return schema[name === "exclusiveMinimum" ? "minimum" : "maximum"]
  }
  return value === false ? undefined : value
}
