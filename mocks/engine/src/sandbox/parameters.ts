/** Reads the values of parameters from text: lists and objects in each style of OpenAPI. */
import { flat, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import type { Parameter } from "./Specification.ts"

/** The types that a schema allows, except null. */
export const typesIn = (document: JsonObject, given: Json | undefined, left = 8): ReadonlySet<string> => {
  const schema = flat(document, given)
  const choices = left === 0 ? [] : [...listOr(schema["anyOf"]), ...listOr(schema["oneOf"])]
  return new Set([...typesOf(schema), ...choices.flatMap((_) => [...typesIn(document, _, left - 1)])])
}

const isOnly = (types: ReadonlySet<string>, type: string): boolean => types.size === 1 && types.has(type)

/** Reads a parameter of a path, a header, or a single one of a query. */
export const textReader = (document: JsonObject, parameter: Parameter): ((text: string) => unknown) => {
  const { explode, schema, separator } = parameter
  const types = typesIn(document, schema as Json)
  const items = (text: string) => text.split(separator).map((item) => item.trim())
  if (isOnly(types, "array")) return items
  if (isOnly(types, "object")) return (text) => fieldsOf(items(text), explode)
  return types.has("array") ? (text) => (text.includes(separator) ? items(text) : text) : (text) => text
}

/** The object in `a,1,b,2`, or in `a=1,b=2` if it is exploded. */
const fieldsOf = (items: ReadonlyArray<string>, explode: boolean): Record<string, string> => {
  const texts = explode ? items.flatMap((item) => [item.split("=", 1)[0]!, item.slice(item.indexOf("=") + 1)]) : items
  return Object.fromEntries(texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? ""]] : [])))
}

/** Reads a parameter of a query. Undefined if the query does not have it. */
export const queryReader = (document: JsonObject, parameter: Parameter): ((query: URLSearchParams) => unknown) => {
  const { deepObject, explode, name, schema } = parameter
  if (deepObject) return (query) => deep(name, query)
  const types = typesIn(document, schema as Json)
  if (explode && isOnly(types, "object")) return spreadReader(document, schema as Json)
  if (explode && types.has("array")) return (query) => all(query, name, types.size === 1)
  const read = textReader(document, parameter)
  const isList = isOnly(types, "array")
  return (query) => {
    const texts = query.getAll(name)
    if (texts.length === 0) return undefined
    return isList ? texts.flatMap(read) : read(texts.at(-1)!)
  }
}

/** Every value with a name. A single one is a list only if it must be. */
const all = (query: URLSearchParams, name: string, isList: boolean): unknown => {
  const texts = query.getAll(name)
  return texts.length > 1 || (isList && texts.length > 0) ? texts : texts[0]
}

/** Reads an object whose fields are parameters of their own. */
const spreadReader = (document: JsonObject, schema: Json): ((query: URLSearchParams) => unknown) => {
  const fields = Object.entries(objectOr(flat(document, schema)["properties"])).map(
    ([name, field]) => [name, isOnly(typesIn(document, field), "array")] as const
  )
  return (query) => {
    const sent = fields.filter(([name]) => query.has(name))
    return sent.length === 0
      ? undefined
      : Object.fromEntries(
          sent.map(([name, isList]) => [name, isList ? query.getAll(name) : query.getAll(name).at(-1)])
        )
  }
}

/** `filter[key]=value` and `filter[key][]=value`. */
const deep = (name: string, query: URLSearchParams): Record<string, unknown> | undefined => {
  let found: Record<string, unknown> | undefined
  for (const [key, value] of query) {
    if (!key.startsWith(`${name}[`)) continue
    const inner = /^\[([^\]]+)\](\[\])?$/.exec(key.slice(name.length))
    if (inner === null) continue
    found ??= {}
    const before = found[inner[1]!]
    found[inner[1]!] = inner[2] === undefined ? value : [...(Array.isArray(before) ? before : []), value]
  }
  return found
}

/** Reads the fields of a form. Objects are sent as JSON, or as `card[number]=1`. */
export const formReader = (
  document: JsonObject,
  declared: ReadonlyArray<Parameter>
): ((text: string) => Record<string, unknown>) => {
  const fields = declared.map((field) => {
    const { deepObject, name } = field
    const isNested = deepObject || isOnly(typesIn(document, field.schema as Json), "object")
    const read = isNested
      ? (form: URLSearchParams) => deep(name, form) ?? parsed(form.get(name))
      : queryReader(document, field)
    return { name, isNested, read }
  })
  return (text) => {
    // Copies, because slices would keep the whole body in memory.
    const pairs = [...new URLSearchParams(text)].map(([name, value]) => [name, Buffer.from(value).toString()])
    const form = new URLSearchParams(pairs)
    const isPart = (key: string) => fields.some(({ isNested, name }) => isNested && key.startsWith(`${name}[`))
    const values = Object.fromEntries<unknown>([...form].filter(([name]) => !isPart(name)))
    for (const { name, read } of fields) {
      const value = read(form)
      if (value !== undefined) values[name] = value
    }
    return values
  }
}

const parsed = (text: string | null): unknown => {
  try {
    const value: unknown = JSON.parse(text ?? "")
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
