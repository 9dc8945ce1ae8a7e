/** Generates a value from a schema, for specifications without an example. */
import { flat, resolve, typesOf } from "./Document.ts"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "./Json.ts"
import { isMultipleOf } from "./multipleOf.ts"
import { regExpOf } from "./Pattern.ts"

const formats: { readonly [format: string]: string } = {
  "date-time": "2026-01-31T09:30:00Z",
  date: "2026-01-31",
  time: "09:30:00Z",
  duration: "P1D",
  byte: "dGV4dA==",
  email: "jane.roe@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  "json-pointer": "/text",
  "relative-json-pointer": "0",
  uri: "https://example.com",
  "uri-reference": "/text",
  url: "https://example.com",
  uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6"
}

/** Generators of values, by the name of the field. */
export interface Invented {
  /** A string without a known format. Default: the name, as words. */
  readonly text?: (name: string) => string
  /** A string for a schema with a pattern that the usual one does not match. Default: the usual one. */
  readonly matching?: (schema: JsonObject) => string | undefined
  /** A value for a schema without a type. Default: an empty object. */
  readonly open?: (name: string) => Json
}

/**
 * The example of a schema, or a value made from its types, formats, lengths and bounds, which usually matches. `name` is
 * the content of strings. Past the depth `left`, optional fields are left out; six levels deeper, required ones too, so
 * that recursive schemas end.
 */
export const sample = (
  document: JsonObject,
  given: Json | undefined,
  name = "text",
  left = 6,
  invented: Invented = {}
): Json => {
  const { open = () => ({}) } = invented
  const schema = flat(document, given)
  const shown = shownBy(schema)
  if (shown !== undefined) return shown
  if (schema["type"] === "null") return null
  const choice = [...listOr(schema["oneOf"]), ...listOr(schema["anyOf"])].find(
    (_) => resolve(document, _)["type"] !== "null"
  )
  const [type] = typesOf(schema)
  if (choice !== undefined && type !== "object")
    return left < -6 ? null : sample(document, choice, name, left - 1, invented)
  switch (type) {
    case "string":
      return string(schema, name, invented)
    case "integer":
    case "number":
      return number(schema, type)
    case "boolean":
      return true
    case "array": {
      const least = Number(schema["minItems"] ?? 0)
      const most = Number(schema["maxItems"] ?? Infinity)
      const items = Math.min(Math.max(left > 0 ? 1 : 0, least), most)
      return Array.from({ length: items }, () => sample(document, schema["items"], name, left - 1, invented))
    }
    case "object":
      return fields(document, schema, choice, left, invented)
    default:
      return open(name)
  }
}

/** The schema's own example, default, constant or first listed value, if it has the schema's type. */
const shownBy = (schema: JsonObject): Json | undefined => {
  const alone = ["example", "default", "const"].map((key) => schema[key])
  const listed = ["examples", "enum"].flatMap((key) => listOr(schema[key]))
  const types = typesOf(schema)
  return [...alone, ...listed].find(
    (_) => _ !== undefined && _ !== null && (types.length === 0 || types.includes(typeOf(_)) || isWhole(_, types))
  )
}

const isWhole = (value: Json, types: ReadonlyArray<string>) => Number.isInteger(value) && types.includes("integer")

/** The JSON Schema type of a value. Integers are numbers. */
export const typeOf = (value: Json): string => {
  if (value === null) return "null"
  return Array.isArray(value) ? "array" : typeof value
}

const fields = (
  document: JsonObject,
  schema: JsonObject,
  choice: Json | undefined,
  left: number,
  invented: Invented
): JsonObject => {
  const required = new Set(listOr(schema["required"]).map(String))
  const own = Object.entries(objectOr(schema["properties"])).flatMap(([key, part]) => {
    const needed = required.has(key)
    if ((left <= 0 && !needed) || flat(document, part)["writeOnly"] === true || left < -6) return []
    return [[key, sample(document, part, key, left - 1, invented)] as const]
  })
  const chosen = choice === undefined ? {} : sample(document, choice, "text", left - 1, invented)
  return { ...(isObject(chosen) ? chosen : {}), ...Object.fromEntries(own) }
}

const string = (schema: JsonObject, name: string, { matching, text = words }: Invented): string => {
  const usual = (formats[String(schema["format"])] ?? text(name))
    .padEnd(Number(schema["minLength"] ?? 0), "x")
    .slice(0, Number(schema["maxLength"] ?? Infinity))
  const { pattern } = schema
  const fits = typeof pattern !== "string" || regExpOf(pattern)?.test(usual) !== false
  return fits ? usual : (matching?.(schema) ?? usual)
}

const words = (name: string): string => name.replaceAll(/[^\w]+/g, " ").trim()

const number = (schema: JsonObject, type: "integer" | "number"): number => {
  const step = Number(schema["multipleOf"] ?? 1)
  const isStep = (value: number) =>
    (type === "number" || Number.isInteger(value)) && (schema["multipleOf"] === undefined || isMultipleOf(value, step))
  const least = limit(schema, "minimum", "exclusiveMinimum")
  const most = limit(schema, "maximum", "exclusiveMaximum")
  const first = least?.value ?? Math.min(1, most?.value ?? 1)
  const last = most?.value ?? first
  const candidates = [first, last, (first + last) / 2].flatMap((near) => {
    const [down, up] = [Math.floor(near / step), Math.ceil(near / step)]
    return [...[up, up + 1, down - 1].map((count) => Number((count * step).toPrecision(12))), near]
  })
  const fits = (value: number) =>
    isStep(value) &&
    (least === undefined || value > least.value || (value === least.value && !least.exclusive)) &&
    (most === undefined || value < most.value || (value === most.value && !most.exclusive))
  return candidates.find(fits) ?? first
}

/** A limit of numbers. Its exclusive form is a boolean in OpenAPI 3.0, and a number in 3.1. */
const limit = (schema: JsonObject, inclusive: string, exclusive: string) => {
  const own = schema[exclusive]
  const value = typeof own === "number" ? own : schema[inclusive]
  return typeof value === "number" ? { value, exclusive: own === value || own === true } : undefined
}
