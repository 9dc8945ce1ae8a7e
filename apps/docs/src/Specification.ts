/** The decisions and sources recorded in a vendor's specification: each `x-decision` and `x-provenance`. */
import { examplesOf, jsonMedia, parameters, parse, resolve, type Route, routes } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { sample } from "@salesbridge/openapi/Sample"
import { read } from "./Repository.ts"

/** A remark in the specification, with its place. */
export interface Remark {
  readonly kind: "decision" | "provenance"
  readonly text: string
  /** In words, such as `request body, FirstName`; empty for the operation or part itself. */
  readonly place: string
}

/** What the specification says about one operation. */
export interface Described {
  readonly id: string
  readonly method: string
  readonly path: string
  /** The operations of the package that it represents. */
  readonly operationIds: ReadonlyArray<string>
  readonly alternativeOf: string | undefined
  readonly remarks: ReadonlyArray<Remark>
  /** The keys of the shared parts that it uses. */
  readonly uses: ReadonlySet<string>
  /** The names of its examples, by status: the values of a `Prefer` header that a mock accepts. */
  readonly examples: ReadonlyMap<string, ReadonlyArray<string>>
  /** The example values of its parameters and its body, by name. */
  readonly input: JsonObject
  /** The body of a successful response; undefined if it does not have one. */
  readonly answer: Json | undefined
}

/** A shared part, such as a schema, with its remarks. */
export interface Shared {
  /** For example `schemas/Member`. */
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly remarks: ReadonlyArray<Remark>
}

export interface Specification {
  readonly document: JsonObject
  readonly title: string
  readonly version: string
  readonly description: string
  /** The meaning of `x-provenance: public` in this file, in its own words. */
  readonly provenance: string
  /** Remarks on the whole specification. */
  readonly general: ReadonlyArray<Remark>
  readonly operations: ReadonlyArray<Described>
  readonly shared: ReadonlyArray<Shared>
  /** Every decision, wherever it is recorded. */
  readonly decisions: ReadonlyArray<string>
}

/** Steps of a path that are meaningless to a reader. */
const silent = new Set(["content", "application/json", "schema", "properties", "responses", "allOf", "anyOf", "oneOf"])

/** Formats a path in words. */
const placeOf = (steps: ReadonlyArray<string>): string => {
  const phrases = steps.flatMap((step, index): ReadonlyArray<string> => {
    if (silent.has(step) && steps[index - 1] !== "properties") return []
    if (step === "requestBody") return ["request body"]
    if (step === "items") return ["each item"]
    if (step === "additionalProperties") return ["other fields"]
    if (/^\d+$/.test(step) && steps[index - 1] !== "responses") return []
    return [step]
  })
  return phrases.join(", ")
}

/** Returns all remarks in a part, and adds the shared parts that it references to `uses`. */
const gather = (value: Json | undefined, steps: ReadonlyArray<string>, uses: Set<string>): ReadonlyArray<Remark> => {
  if (Array.isArray(value)) {
    return (value as ReadonlyArray<Json>).flatMap((item, index) => {
      const name = isObject(item) && typeof item["name"] === "string" ? item["name"] : String(index)
      return gather(item, [...steps.filter((step) => step !== "parameters"), name], uses)
    })
  }
  if (!isObject(value)) return []
  const reference = value["$ref"]
  if (typeof reference === "string") uses.add(reference.replace("#/components/", ""))
  return Object.entries(value).flatMap(([key, part]): ReadonlyArray<Remark> => {
    if (key === "x-decision") return [{ kind: "decision", text: String(part).trim(), place: placeOf(steps) }]
    if (key === "x-provenance") return [{ kind: "provenance", text: String(part), place: placeOf(steps) }]
    if (key === "examples" || key === "example") return []
    return gather(part, [...steps, key], uses)
  })
}

const exampleNames = (document: JsonObject, responses: JsonObject): Described["examples"] =>
  new Map(
    Object.entries(responses).map(([status, response]) => {
      const media = Object.values(objectOr(resolve(document, response)["content"])).map(objectOr)
      return [status, media.flatMap((_) => Object.keys(objectOr(_["examples"])))]
    })
  )

const inputOf = (document: JsonObject, route: Route): JsonObject => {
  const shown = parameters(document, route).flatMap((parameter) => {
    const [value = resolve(document, parameter["schema"])["example"]] = Object.values(examplesOf(document, parameter))
    return value === undefined || parameter["required"] !== true ? [] : [[String(parameter["name"]), value] as const]
  })
  const media = jsonMedia(resolve(document, route.operation["requestBody"])) ?? {}
  return { ...Object.fromEntries(shown), ...objectOr(Object.values(examplesOf(document, media))[0]) }
}

const answerOf = (document: JsonObject, responses: JsonObject): Json | undefined => {
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"))?.[1]
  const media = jsonMedia(resolve(document, success))
  if (media === undefined) return undefined
  return Object.values(examplesOf(document, media))[0] ?? sample(document, media["schema"])
}

/** Reads what a vendor's specification contains in addition to the form of its calls. */
export const specification = (vendor: string): Specification => {
  const text = read(`mocks/${vendor}/openapi.yaml`)
  const document = parse(text, `mocks/${vendor}/openapi.yaml`)
  const info = objectOr(document["info"])
  const components = objectOr(document["components"])
  const { components: _, paths: __, ...head } = document

  const shared = Object.entries(components).flatMap(([kind, parts]) =>
    Object.entries(objectOr(parts)).map(([name, part]) => {
      const uses = new Set<string>()
      return { key: `${kind}/${name}`, kind, name, remarks: gather(part, [], uses), uses }
    })
  )
  const usesOf = new Map(shared.map(({ key, uses }) => [key, uses]))
  const reach = (keys: Iterable<string>, seen = new Set<string>()): Set<string> => {
    for (const key of keys) {
      if (seen.has(key)) continue
      seen.add(key)
      reach(usesOf.get(key) ?? [], seen)
    }
    return seen
  }

  const operations = routes(document).map((route): Described => {
    const { item, method, operation, path } = route
    const uses = new Set<string>()
    const remarks = [...gather(item["parameters"], ["parameters"], uses), ...gather(operation, [], uses)]
    const id = String(operation["operationId"])
    const alternative = operation["x-alternative-of"]
    const operationIds = listOr(operation["x-operations"]).map(String)
    return {
      id,
      method: method.toUpperCase(),
      path,
      operationIds: operationIds.length > 0 ? operationIds : [id],
      alternativeOf: typeof alternative === "string" ? alternative : undefined,
      remarks,
      uses: reach(uses),
      examples: exampleNames(document, objectOr(operation["responses"])),
      input: inputOf(document, route),
      answer: answerOf(document, objectOr(operation["responses"]))
    }
  })
  const general = Object.entries(head).flatMap(([key, part]) =>
    gather(part, key === "info" ? [] : [key], new Set()).map((remark) => remark)
  )
  const everything = [...general, ...operations.flatMap((_) => _.remarks), ...shared.flatMap((_) => _.remarks)]
  return {
    document,
    title: String(info["title"]),
    version: String(info["version"]),
    description: String(info["description"] ?? "").trim(),
    provenance:
      /^# x-provenance: public marks (.*)$/m.exec(text)?.[1] ?? "what is known from outside the API reference.",
    general,
    operations,
    shared: shared.filter(({ remarks }) => remarks.length > 0),
    decisions: everything.filter(({ kind }) => kind === "decision").map((_) => _.text)
  }
}
