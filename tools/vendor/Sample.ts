/** A value made up from a schema, for want of one that the vendor shows. */
import { deref, flat, isObject, type Json, type JsonObject, list, object, typesOf } from "./OpenApi.ts"

const formats: { readonly [format: string]: string } = {
  "date-time": "2026-01-31T09:30:00Z",
  date: "2026-01-31",
  time: "09:30:00Z",
  duration: "P1D",
  email: "jane.roe@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com",
  url: "https://example.com",
  uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6"
}

/** The value that a schema shows, or one that fits it as far as types, formats, lengths and bounds go. */
export const of = (document: JsonObject, given: Json | undefined, name = "text", left = 6): Json => {
  const schema = flat(document, given)
  for (const key of ["example", "default", "const"]) {
    if (schema[key] !== undefined && schema[key] !== null) return schema[key]
  }
  for (const key of ["examples", "enum"]) {
    const first = list(schema[key]).find((_) => _ !== null)
    if (first !== undefined) return first
  }
  const choice = [...list(schema["oneOf"]), ...list(schema["anyOf"])].find((_) => deref(document, _)["type"] !== "null")
  const [type] = typesOf(schema)
  if (choice !== undefined && type !== "object") return of(document, choice, name, left - 1)
  switch (type) {
    case "string":
      return string(schema, name)
    case "integer":
    case "number":
      return number(schema, type)
    case "boolean":
      return true
    case "array": {
      const least = Number(schema["minItems"] ?? 0)
      const most = Number(schema["maxItems"] ?? Infinity)
      const items = Math.min(Math.max(left > 0 ? 1 : 0, least), most)
      return Array.from({ length: items }, () => of(document, schema["items"], name, left - 1))
    }
    case "object": {
      const required = new Set(list(schema["required"]).map(String))
      const own = Object.entries(object(schema["properties"])).flatMap(([key, part]) => {
        const needed = required.has(key)
        if ((left <= 0 && !needed) || flat(document, part)["writeOnly"] === true || left < -6) return []
        return [[key, of(document, part, key, left - 1)] as const]
      })
      const chosen = choice === undefined ? {} : of(document, choice, name, left - 1)
      return { ...(isObject(chosen) ? chosen : {}), ...Object.fromEntries(own) }
    }
    default:
      return {}
  }
}

const string = (schema: JsonObject, name: string): string => {
  const made = formats[String(schema["format"])] ?? name.replaceAll(/[^\w]+/g, " ").trim()
  return made.padEnd(Number(schema["minLength"] ?? 0), "x").slice(0, Number(schema["maxLength"] ?? Infinity))
}

const number = (schema: JsonObject, type: "integer" | "number"): number => {
  const step = Number(schema["multipleOf"] ?? 1)
  // OpenAPI 3.0 has flags here, 3.1 numbers.
  const above = schema["exclusiveMinimum"] === true ? Number(schema["minimum"]) : schema["exclusiveMinimum"]
  const least = typeof above === "number" ? above + (type === "integer" ? 1 : 0.5) : Number(schema["minimum"] ?? 1)
  const most = Number(schema["maximum"] ?? Infinity)
  return Math.min(Math.ceil(least / step) * step, most)
}
