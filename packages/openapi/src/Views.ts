/**
 * `readOnly` and `writeOnly`: separates a schema into a view for requests and one for responses. Requests have no
 * `readOnly` fields, responses no `writeOnly` fields, and a field that a view omits is not required there.
 */
import { resolve, routes } from "./Document.ts"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "./Json.ts"

export type Keyword = "readOnly" | "writeOnly"

const prefix = "#/components/schemas/"
/** The suffix of schema names for requests. */
const sent = ".sent"

/** The document with separate schemas for views that differ; the same object if none do. */
export const separate = (document: JsonObject): JsonObject => {
  const components = objectOr(document["components"])
  const schemas = objectOr(components["schemas"])
  const differing = differingIn(schemas)
  const inline = containsKeyword(document["paths"]) || containsKeyword({ ...components, schemas: {} })
  if (differing.size === 0 && !inline) return document
  const view = (keyword: Keyword) => (schema: Json | undefined) => viewed(document, schema, keyword, differing)
  const [responseView, requestView] = [view("writeOnly"), view("readOnly")]
  const paths = routes(document).reduce<Record<string, Record<string, Json>>>(
    (paths, { item, method, operation, path }) => {
      const { parameters: _, ...own } = operation
      paths[path] ??= Object.fromEntries(
        ["parameters", "servers"].flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]]))
      )
      paths[path][method] = {
        ...own,
        ...(operation["parameters"] === undefined ? {} : { parameters: operation["parameters"] }),
        ...(operation["requestBody"] === undefined
          ? {}
          : { requestBody: withSchemas(resolve(document, operation["requestBody"]), requestView) }),
        ...(operation["responses"] === undefined
          ? {}
          : {
              responses: Object.fromEntries(
                Object.entries(objectOr(operation["responses"])).map(([status, response]) => [
                  status,
                  withSchemas(resolve(document, response), responseView)
                ])
              )
            })
      }
      return paths
    },
    {}
  )
  return {
    ...document,
    paths,
    components: {
      ...components,
      schemas: Object.fromEntries(
        Object.entries(schemas).flatMap(([name, schema]) => [
          [name, responseView(schema)],
          ...(differing.has(name) ? [[`${name}${sent}`, requestView(schema)]] : [])
        ])
      )
    }
  }
}

const withSchemas = (holder: JsonObject, view: (schema: Json | undefined) => Json): JsonObject =>
  holder["content"] === undefined
    ? holder
    : {
        ...holder,
        content: Object.fromEntries(
          Object.entries(objectOr(holder["content"])).map(([type, media]) => [
            type,
            isObject(media) && media["schema"] !== undefined ? { ...media, schema: view(media["schema"]) } : media
          ])
        )
      }

const containsKeyword = (value: Json | undefined): boolean => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).some(containsKeyword)
  if (!isObject(value)) return false
  return value["readOnly"] === true || value["writeOnly"] === true || Object.values(value).some(containsKeyword)
}

/** The schemas whose request view differs: those with such a field, and those that refer to one. */
const differingIn = (schemas: JsonObject): ReadonlySet<string> => {
  const found = new Set(Object.keys(schemas).filter((name) => containsKeyword(schemas[name])))
  let size = -1
  while (size !== found.size) {
    size = found.size
    for (const [name, schema] of Object.entries(schemas)) {
      const text = JSON.stringify(schema)
      if ([...found].some((other) => text.includes(`"${prefix}${other}"`))) found.add(name)
    }
  }
  return found
}

/** A schema without the fields that have this keyword. References lead to the same view of other schemas. */
const viewed = (
  document: JsonObject,
  given: Json | undefined,
  keyword: Keyword,
  differing: ReadonlySet<string>,
  hiddenAbove: ReadonlySet<string> = new Set()
): Json => {
  if (!isObject(given)) return given ?? {}
  const hidden = new Set([...hiddenAbove, ...hiddenIn(document, given, keyword)])
  const inner = (value: Json | undefined, hidden?: ReadonlySet<string>): Json =>
    viewed(document, value, keyword, differing, hidden)
  const entries = Object.entries(given).flatMap(([name, value]): ReadonlyArray<readonly [string, Json]> => {
    switch (name) {
      case "$ref":
        return [[name, keyword === "readOnly" ? toSent(value, differing) : value]]
      case "properties":
        return [
          [
            name,
            Object.fromEntries(
              Object.entries(objectOr(value))
                .filter(([field]) => !hidden.has(field))
                .map(([field, schema]) => [field, inner(schema)])
            )
          ]
        ]
      case "required": {
        const required = listOr(value).filter((_) => !hidden.has(String(_)))
        return required.length === 0 ? [] : [[name, required]]
      }
      case "allOf":
      case "oneOf":
      case "anyOf":
        return [[name, listOr(value).map((part) => inner(part, hidden))]]
      case "items":
      case "additionalProperties":
      case "not":
        return [[name, inner(value)]]
      case "discriminator":
        return [[name, keyword === "readOnly" ? mapped(value, differing) : value]]
      default:
        return [[name, value]]
    }
  })
  return Object.fromEntries(entries)
}

const toSent = (reference: Json | undefined, differing: ReadonlySet<string>): Json =>
  typeof reference === "string" && differing.has(reference.slice(prefix.length)) && reference.startsWith(prefix)
    ? `${reference}${sent}`
    : (reference ?? null)

const mapped = (discriminator: Json, differing: ReadonlySet<string>): Json => {
  const given = objectOr(discriminator)
  if (!isObject(given["mapping"])) return discriminator
  const mapping = Object.entries(given["mapping"]).map(([value, target]) => [value, toSent(target, differing)])
  return { ...given, mapping: Object.fromEntries(mapping) }
}

/** The names of the fields that this view omits, including those described in an `allOf`. */
export const hiddenIn = (
  document: JsonObject,
  given: Json | undefined,
  keyword: Keyword,
  passed: ReadonlySet<JsonObject> = new Set()
): ReadonlyArray<string> => {
  const schema = resolve(document, given)
  if (passed.has(schema)) return []
  const own = Object.entries(objectOr(schema["properties"]))
    .filter(([, field]) => isObject(field) && (field[keyword] === true || resolve(document, field)[keyword] === true))
    .map(([name]) => name)
  const parts = listOr(schema["allOf"]).flatMap((part) =>
    hiddenIn(document, part, keyword, new Set([...passed, schema]))
  )
  return [...own, ...parts]
}
