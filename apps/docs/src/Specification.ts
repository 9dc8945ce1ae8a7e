/** What a vendor's specification decided and where it knows things from: each `x-decision` and `x-provenance`. */
import { parse } from "yaml"
import { read } from "./Repository.ts"

/** A remark of the specification, at its place. */
export interface Remark {
  readonly kind: "decision" | "provenance"
  readonly text: string
  /** In words, such as `request body, FirstName`; empty for the thing itself. */
  readonly place: string
}

/** What is said of one operation. */
export interface Described {
  readonly id: string
  readonly method: string
  readonly path: string
  /** The operations of the package that it stands for. */
  readonly stands: ReadonlyArray<string>
  readonly alternativeOf: string | undefined
  readonly remarks: ReadonlyArray<Remark>
  /** The shared parts that it uses, by their place. */
  readonly uses: ReadonlySet<string>
  /** The names of its examples, by status: what a `Prefer` header asks a mock for. */
  readonly examples: ReadonlyMap<string, ReadonlyArray<string>>
}

/** A shared part, such as a schema, with what is said of it. */
export interface Shared {
  /** Such as `schemas/Member`. */
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly remarks: ReadonlyArray<Remark>
}

export interface Specification {
  readonly title: string
  readonly version: string
  readonly description: string
  /** What `x-provenance: public` stands for in this file, in its own words. */
  readonly provenance: string
  /** Remarks on the whole. */
  readonly general: ReadonlyArray<Remark>
  readonly operations: ReadonlyArray<Described>
  readonly shared: ReadonlyArray<Shared>
  /** Every decision there is, wherever it stands. */
  readonly decisions: ReadonlyArray<string>
}

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }
type JsonObject = { readonly [name: string]: Json }

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)
const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
const list = (value: Json | undefined): ReadonlyArray<Json> => (Array.isArray(value) ? value : [])
const methods = new Set(["get", "post", "put", "patch", "delete"])

/** Steps of a place that tell a reader nothing. */
const silent = new Set(["content", "application/json", "schema", "properties", "responses", "allOf", "anyOf", "oneOf"])

/** A place in words. */
const placeOf = (steps: ReadonlyArray<string>): string => {
  const said = steps.flatMap((step, index): ReadonlyArray<string> => {
    if (silent.has(step) && steps[index - 1] !== "properties") return []
    if (step === "requestBody") return ["request body"]
    if (step === "items") return ["each item"]
    if (step === "additionalProperties") return ["other fields"]
    if (/^\d+$/.test(step) && steps[index - 1] !== "responses") return []
    return [step]
  })
  return said.join(", ")
}

/** Every remark in a part, and the shared parts it refers to. */
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

const examplesOf = (document: JsonObject, responses: JsonObject): Described["examples"] => {
  const resolve = (value: Json | undefined): JsonObject => {
    const reference = object(value)["$ref"]
    if (typeof reference !== "string") return object(value)
    return resolve(
      reference
        .replace("#/", "")
        .split("/")
        .reduce<Json>((place, step) => object(place)[step] ?? null, document)
    )
  }
  return new Map(
    Object.entries(responses).map(([status, response]) => {
      const media = Object.values(object(resolve(response)["content"])).map(object)
      return [status, media.flatMap((_) => Object.keys(object(_["examples"])))]
    })
  )
}

/** What the specification of a vendor says beside the form of its calls. */
export const specification = (vendor: string): Specification => {
  const text = read(`mocks/${vendor}/openapi.yaml`)
  const document = parse(text) as JsonObject
  const info = object(document["info"])
  const components = object(document["components"])
  const { components: _, paths, ...head } = document

  const shared = Object.entries(components).flatMap(([kind, parts]) =>
    Object.entries(object(parts)).map(([name, part]) => {
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

  const operations = Object.entries(object(paths)).flatMap(([path, item]) =>
    Object.entries(object(item)).flatMap(([method, given]): ReadonlyArray<Described> => {
      if (!methods.has(method) || !isObject(given)) return []
      const uses = new Set<string>()
      const remarks = [...gather(object(item)["parameters"], ["parameters"], uses), ...gather(given, [], uses)]
      const id = String(given["operationId"])
      const alternative = given["x-alternative-of"]
      return [
        {
          id,
          method: method.toUpperCase(),
          path,
          stands: list(given["x-operations"]).length > 0 ? list(given["x-operations"]).map(String) : [id],
          alternativeOf: typeof alternative === "string" ? alternative : undefined,
          remarks,
          uses: reach(uses),
          examples: examplesOf(document, object(given["responses"]))
        }
      ]
    })
  )
  const general = Object.entries(head).flatMap(([key, part]) =>
    gather(part, key === "info" ? [] : [key], new Set()).map((remark) => remark)
  )
  const everything = [...general, ...operations.flatMap((_) => _.remarks), ...shared.flatMap((_) => _.remarks)]
  return {
    title: String(info["title"]),
    version: String(info["version"]),
    description: String(info["description"] ?? "").trim(),
    provenance: /^# x-provenance: public marks (.*)$/m.exec(text)?.[1] ?? "what is known from outside the document.",
    general,
    operations,
    shared: shared.filter(({ remarks }) => remarks.length > 0),
    decisions: everything.filter(({ kind }) => kind === "decision").map((_) => _.text)
  }
}
