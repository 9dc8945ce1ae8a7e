/**
 * Makes a specification pass the linter of `npm run lint:spec`. It replaces or removes examples that contradict their
 * schema, removes wrong members of enumerations, and lets lists without `items` hold anything. A schema never changes
 * for an example's sake. Open decisions are marked. Problems that cannot be fixed are refused, with their place.
 */
import { deref, flat, isObject, type Json, type JsonObject, object, sample, typesOf } from "./OpenApi.ts"
import { isMadeUp, todo } from "./House.ts"
import * as Linter from "./Linter.ts"
import { Refused } from "./Refused.ts"

type Path = ReadonlyArray<string | number>

/** Changes the document and returns notes for people. Throws `Refused` if the linter still has findings in the end. */
export const mend = async (document: JsonObject, root: string): Promise<ReadonlyArray<string>> => {
  const unreadable = Object.entries(unreadables).find(([name]) => hasName(document, name))
  if (unreadable !== undefined) {
    throw new Refused([`A field is named ${unreadable[0]}, ${unreadable[1]}. Remove it from the file.`])
  }
  typeNullable(document, document)
  const lint = await Linter.make(root)
  const examples = new Set<string>()
  const unmade = new Set<string>()
  const items = new Set<string>()
  const enums = new Set<string>()
  const mendExample = exampleMender(document)
  let findings = await lint(document)
  // An example is replaced at most once, made up anew once, and then left to write.
  for (let round = 0; round < 4 && findings.length > 0; round++) {
    const mended = new Set<string>()
    for (const { code, message, path } of findings) {
      if (/^oas3-valid-.*-example$/.test(code)) {
        const found = holderOf(path)
        // An example with several findings changes once in a round.
        if (found === undefined || mended.has(show(found.holder))) continue
        const outcome = mendExample(found, path, message)
        if (outcome === undefined) continue
        if (outcome !== "removed") mended.add(show(found.holder))
        if (outcome !== "made anew") (outcome === "left to write" ? unmade : examples).add(show(found.holder))
      } else if (code === "array-items") {
        object(at(document, path.at(-1) === "items" ? path.slice(0, -1) : path))["items"] = {}
        items.add(show(path))
      } else if (code === "typed-enum" || code === "duplicated-entry-in-enum") {
        mendEnum(document, path)
        enums.add(show(path))
      }
    }
    findings = await lint(document)
  }
  if (findings.length > 0) {
    throw new Refused(findings.map(({ message, path }) => `${show(path)}: ${message} Mend it in the file.`))
  }
  return [
    ...(examples.size === 0
      ? []
      : [`Examples that the linter rejects were removed, or replaced by one with an x-decision: ${listed(examples)}.`]),
    ...(unmade.size === 0 ? [] : [`Samples are left to write, because ${noneMade}: ${listed(unmade)}.`]),
    ...(items.size === 0 ? [] : [`Lists without \`items\` may hold anything: ${listed(items)}.`]),
    ...(enums.size === 0
      ? []
      : [`Members of enumerations that are repeated or of another type were removed: ${listed(enums)}.`])
  ]
}

const noneMade = "none could be made up that keeps to the schema"

/** Names of fields that tools cannot read, with the reason. */
const unreadables = {
  ["__proto__"]: "which JavaScript parsers drop",
  hasOwnProperty: "at which the linter of specifications fails"
}

const hasName = (value: Json, name: string): boolean => {
  if (Array.isArray(value)) return value.some((_) => hasName(_, name))
  return isObject(value) && (Object.hasOwn(value, name) || Object.values(value).some((_) => hasName(_, name)))
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

interface Holder {
  readonly holder: Path
  readonly key: string
  readonly named: boolean
}

type Outcome = "removed" | "replaced" | "made anew" | "left to write"

/**
 * Finds the example that contains a finding: the object that holds it, its key there, and whether it is a named example.
 */
const holderOf = (path: Path): Holder | undefined => {
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

/**
 * Returns a function that removes an example of the file or replaces it with one made up from its schema. A made-up one
 * is made anew without the schema's own examples, which can be as wrong, and then left to write.
 */
const exampleMender = (document: JsonObject) => {
  const anew = new Set<string>()
  return ({ holder: place, key, named }: Holder, path: Path, message: string): Outcome | undefined => {
    const holder = object(at(document, place))
    // A finding on `examples` as a whole is about the schema next to it, so there is no single example to mend.
    if (!(key in holder) || (key === "examples" && "schema" in holder)) return undefined
    if (!named) {
      delete holder[key]
      return "removed"
    }
    if (/schema is invalid/.test(message)) {
      // The schema itself is invalid and has a finding of its own.
      if (path.length === place.length + 1) return undefined
      // A value with fields `type` and `default`, which the linter mistakes for a schema.
      delete object(at(document, path.slice(0, -1)))[String(path.at(-1))]
      return "removed"
    }
    const why = message.replace(/[.\s]+$/, "")
    const madeFrom = (source: JsonObject) => sample(source, object(at(source, place.slice(0, -2)))["schema"])
    if (!isMadeUp(holder)) {
      const question = `the file's example contradicts its schema (${why}); which of them is right?`
      holder["x-decision"] = todo(`${question} This one is made up from the schema.`)
      holder["value"] = madeFrom(document)
      return "replaced"
    }
    if (!anew.has(show(place))) {
      anew.add(show(place))
      holder["value"] = madeFrom(object(withoutExamples(document)))
      return "made anew"
    }
    delete holder["value"]
    holder["x-decision"] = todo(`a sample of the API reference, as \`value\`; ${noneMade} (${why}).`)
    // OpenAPI requires one of the two.
    holder["externalValue"] = "to-do"
    return "left to write"
  }
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
