/**
 * Makes a specification pass the linter of `npm run lint:spec`. It replaces or removes examples that contradict their
 * schema, loosens constraints that no example meets, removes wrong members of enumerations, and lets lists without
 * `items` hold anything. Open decisions are marked. Problems that cannot be fixed are refused, with their place.
 */
import { deref, flat, isObject, type Json, type JsonObject, object, sample, typesOf } from "./OpenApi.ts"
import { todo } from "./House.ts"
import * as Linter from "./Linter.ts"
import { Refused } from "./Refused.ts"

type Path = ReadonlyArray<string | number>

/** Changes the document and returns notes for people. Throws `Refused` if the linter still has findings in the end. */
export const mend = async (document: JsonObject, root: string): Promise<ReadonlyArray<string>> => {
  if (hasPrototype(document)) {
    throw new Refused(["A field is named __proto__, which JavaScript parsers drop. Remove it from the file."])
  }
  typeNullable(document, document)
  const lint = await Linter.make(root)
  const examples = new Set<string>()
  const items = new Set<string>()
  const enums = new Set<string>()
  let findings = await lint(document)
  for (let round = 0; round < 3 && findings.length > 0; round++) {
    // A value generated from a schema's own examples can be as wrong as they are.
    const source = round === 0 ? document : object(withoutExamples(document))
    for (const { code, message, path } of findings) {
      if (/^oas3-valid-.*-example$/.test(code)) {
        const mended = mendExample(document, source, path, message)
        if (mended !== undefined) examples.add(mended)
      } else if (code === "array-items") {
        object(at(document, path.at(-1) === "items" ? path.slice(0, -1) : path))["items"] = {}
        items.add(show(path))
      } else if (code === "typed-enum" || code === "duplicated-entry-in-enum") {
        mendEnum(document, path)
        enums.add(show(path))
      }
    }
    const next = await lint(document)
    if (next.length === findings.length && round > 0) break
    findings = next
  }
  if (findings.length > 0) {
    throw new Refused(findings.map(({ message, path }) => `${show(path)}: ${message} Mend it in the file.`))
  }
  return [
    ...(examples.size === 0
      ? []
      : [`Examples that the linter rejects were removed, or replaced by one with an x-decision: ${listed(examples)}.`]),
    ...(items.size === 0 ? [] : [`Lists without \`items\` may hold anything: ${listed(items)}.`]),
    ...(enums.size === 0
      ? []
      : [`Members of enumerations that are repeated or of another type were removed: ${listed(enums)}.`])
  ]
}

const hasPrototype = (value: Json): boolean => {
  if (Array.isArray(value)) return value.some(hasPrototype)
  return isObject(value) && (Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototype))
}

/** OpenAPI 3.0 requires a type next to `nullable`, even if there is an `allOf`. */
const typeNullable = (document: JsonObject, value: Json): void => {
  if (Array.isArray(value)) return value.forEach((_) => typeNullable(document, _))
  if (!isObject(value)) return
  if (value["nullable"] === true && value["type"] === undefined && value["$ref"] === undefined) {
    const [type] = typesOf(flat(document, value))
    if (type !== undefined) value["type"] = type
  }
  for (const part of Object.values(value)) typeNullable(document, part)
}

const listed = (places: ReadonlySet<string>): string => {
  const shown = [...places].slice(0, 5).join(", ")
  return places.size > 5 ? `${shown}, and ${places.size - 5} more` : shown
}

const show = (path: Path): string => path.join(".").replace(/^paths\./, "")

const at = (document: JsonObject, path: Path): Json | undefined =>
  path.reduce<Json | undefined>(
    (part, step) => (Array.isArray(part) ? part[Number(step)] : object(deref(document, part))[String(step)]),
    document
  )

/**
 * Finds the example that contains a finding: the object that holds it, its key there, and whether it is a named example.
 */
const holderOf = (path: Path): { readonly holder: Path; readonly key: string; readonly named: boolean } | undefined => {
  const index = path.findIndex((step, position) => {
    const key = String(step)
    if (key === "value") return path[position - 2] === "examples"
    return (key === "example" || key === "default" || key === "examples") && path[position - 1] !== "properties"
  })
  if (index < 0) return undefined
  const isNamed = path[index] === "value" || typeof path[index + 1] === "string"
  if (path[index] === "examples" && isNamed && path[index + 2] === "value") {
    return { holder: path.slice(0, index + 2), key: "value", named: true }
  }
  return { holder: path.slice(0, index), key: String(path[index]), named: path[index] === "value" }
}

/** Removes an example, or replaces it with one generated from the schema in `source`. */
const mendExample = (document: JsonObject, source: JsonObject, path: Path, message: string): string | undefined => {
  const found = holderOf(path)
  if (found === undefined) return undefined
  const holder = object(at(document, found.holder))
  // A finding on `examples` as a whole is about the schema next to it, so there is no single example to mend.
  if (!(found.key in holder) || (found.key === "examples" && "schema" in holder)) return undefined
  if (found.named && /schema is invalid/.test(message)) {
    // The schema itself is invalid and has a finding of its own.
    if (path.length === found.holder.length + 1) return undefined
    // A value with fields `type` and `default`, which the linter mistakes for a schema.
    delete object(at(document, path.slice(0, -1)))[String(path.at(-1))]
    return show(path)
  }
  if (found.named) {
    const media = object(at(document, found.holder.slice(0, -2)))
    const schema = media["schema"]
    const why = `the file's example contradicts its schema (${message.replace(/[.\s]+$/, "")}); which of them is right?`
    holder["x-decision"] = todo(`${why} This one is made up from the schema.`)
    if (source !== document) weaken(document, schema, path.slice(found.holder.length + 1), message)
    holder["value"] = sample(source, object(at(source, found.holder.slice(0, -2)))["schema"])
  } else delete holder[found.key]
  return show(found.holder)
}

/** Removes or loosens a constraint that neither the file's example nor a generated one meets. */
const weaken = (document: JsonObject, schema: Json | undefined, place: Path, message: string): void => {
  for (const part of place.reduce(
    (found, step) => found.flatMap((_) => inside(document, _, step)),
    parts(document, schema)
  )) {
    const change = weaker.find(([said]) => said.test(message))?.[1]
    if (change?.(part) === true)
      part["x-decision"] = todo(`no example of the file keeps to the schema here: ${message}`)
  }
}

const weaker: ReadonlyArray<readonly [said: RegExp, change: (schema: JsonObject) => boolean]> = [
  [/exactly one schema in oneOf/, (schema) => renamed(schema, "oneOf", "anyOf")],
  [/must match pattern/, (schema) => delete schema["pattern"]],
  [/must match format/, (schema) => delete schema["format"]],
  [/not expected to be here|additional properties/, (schema) => delete schema["additionalProperties"]]
]

const renamed = (schema: JsonObject, from: string, to: string): boolean => {
  const value = schema[from]
  if (value === undefined) return false
  delete schema[from]
  schema[to] = value
  return true
}

/** Returns a schema and the schemas that it is composed of. */
const parts = (document: JsonObject, given: Json | undefined, left = 6): ReadonlyArray<JsonObject> => {
  const schema = deref(document, given)
  if (left === 0) return []
  const inner = ["allOf", "oneOf", "anyOf"].flatMap((name) => [schema[name] ?? []].flat())
  return [schema, ...inner.flatMap((_) => parts(document, _, left - 1))]
}

const inside = (document: JsonObject, schema: JsonObject, step: string | number): ReadonlyArray<JsonObject> => {
  const inner = /^\d+$/.test(String(step)) ? schema["items"] : object(schema["properties"])[String(step)]
  return inner === undefined ? [] : parts(document, inner)
}

/** Returns a document without the examples and defaults of its schemas. In `properties`, these names are fields. */
const withoutExamples = (value: Json, byName = false): Json => {
  if (Array.isArray(value)) return value.map((_) => withoutExamples(_))
  if (!isObject(value)) return value
  const isShown = (name: string, part: Json) =>
    !byName && (name === "example" || name === "default" || (name === "examples" && Array.isArray(part)))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, part]) => !isShown(name, part))
      .map(([name, part]) => [name, withoutExamples(part, !byName && name === "properties")])
  )
}

/** Removes members of an enum that have the wrong type or are repeated. */
const mendEnum = (document: JsonObject, path: Path): void => {
  const index = path.lastIndexOf("enum")
  const schema = object(at(document, path.slice(0, index)))
  const types = new Set([schema["type"]].flat())
  const typeOf = (value: Json) => (value === null ? "null" : Number.isInteger(value) ? "integer" : typeof value)
  const members = [...new Set([schema["enum"] ?? []].flat())]
  const fits = (value: Json) => types.has(typeOf(value)) || (typeof value === "number" && types.has("number"))
  schema["enum"] = members.filter((_) => fits(_) || (_ === null && schema["nullable"] === true))
}
