/** Mutations of the parameters in a specification: in path, query and headers. */
import { type Json, type JsonObject, objectOr } from "@salesbridge/openapi/Json"
import { placeOf } from "./Mutant.ts"
import type { Writable } from "./SchemaNodes.ts"
import {
  schemaDrafts,
  specDraftAt,
  type SpecificationDraft,
  type SpecificationEdit,
  type Target
} from "./SpecificationDraft.ts"

/** The parameters of a copy of the operation. */
const listIn = (operation: Writable) => (operation["parameters"] ??= []) as unknown as Array<Writable>

/** A parameter as the specification declares it, with its index in the list. */
interface Parameter {
  readonly place: string
  readonly name: string
  readonly required: boolean
  readonly index: number
  readonly given: JsonObject
}

const editOf =
  ({ index }: Parameter, edit: (parameter: Writable) => void): SpecificationEdit =>
  (operation) =>
    edit(listIn(operation)[index]!)

export function* parameterMutations({ node, spec }: Target): Generator<SpecificationDraft> {
  for (const [index, { in: place, name, required }] of spec.parameters.entries()) {
    const given = (node["parameters"] as ReadonlyArray<Json>)[index] as JsonObject
    const parameter = { place, name, required, index, given }
    const part = `${place} ${name}`
    if (place !== "path") yield* nameAndPlace(parameter)
    if (place === "query") yield* styles(parameter)
    const drafts = schemaDrafts({
      side: "request",
      holder: given,
      holderIn: (operation) => listIn(operation)[index]!,
      location: (steps) => `${part}${steps.length === 0 || steps[0] === "[]" ? "" : "."}${placeOf(steps)}`,
      subject: { part }
    })
    // Parameters cannot be null.
    for (const draft of drafts) if (draft.kind !== "request: null or not") yield draft
  }
  for (const required of [true, false]) {
    for (const place of ["query", "header"]) {
      const name = required ? "addedRequired" : "addedOptional"
      const added = { name, in: place, ...(required ? { required } : {}), schema: { type: "string" } }
      const draft = specDraftAt("request: added", `${place} ${name}`, { part: `${place} ${name}` })
      yield draft(required ? "is new and required" : "is new and optional", (_) => listIn(_).push(added))
    }
  }
}

const renamed = (name: string): string => (name.endsWith("[]") ? `${name.slice(0, -2)}_renamed[]` : `${name}_renamed`)

function* nameAndPlace(parameter: Parameter): Generator<SpecificationDraft> {
  const { given, index, name, place, required } = parameter
  const part = `${place} ${name}`
  const subject = { part }
  const other = renamed(name)
  const edit = editOf(parameter, (_) => (_["name"] = other))
  yield specDraftAt("request: renamed", part, subject)(`is called ${other}`, edit)
  yield specDraftAt("request: dropped", part, subject)("is gone", (_) => listIn(_).splice(index, 1))
  const type = objectOr(given["schema"])["type"]
  // Lists and objects are written differently in a header, and Prism fails if such a header is missing.
  if (!/[[\]]/.test(name) && type !== "array" && type !== "object") {
    const to = place === "query" ? "header" : "query"
    const edit = editOf(parameter, (_) => {
      _["in"] = to
      for (const key of ["style", "explode"]) delete _[key]
    })
    yield specDraftAt("request: place", part, subject)(`is in ${to}`, edit)
  }
  const draft = specDraftAt("request: required or not", part, subject)
  yield required
    ? draft(
        "is optional",
        editOf(parameter, (_) => delete _["required"])
      )
    : draft(
        "is required",
        editOf(parameter, (_) => (_["required"] = true))
      )
}

/** Mutations of the style of lists and objects in a query. */
function* styles(parameter: Parameter): Generator<SpecificationDraft> {
  const { given, name, place } = parameter
  const schema = objectOr(given["schema"])
  const style = (change: string, edit: (parameter: Writable) => void) =>
    specDraftAt("request: style", `${place} ${name}`, { part: `${place} ${name}` })(change, editOf(parameter, edit))
  if (schema["type"] === "array") {
    const plain = name.replace(/\[\]$/, "")
    yield style("has its items in one value", (_) => Object.assign(_, { style: "form", explode: false }))
    yield style("has its items between bars", (_) => Object.assign(_, { style: "pipeDelimited", explode: false }))
    yield plain === name
      ? style("has brackets", (_) => (_["name"] = `${name}[]`))
      : style("has no brackets", (_) => (_["name"] = plain))
    yield style("is one value", (_) => (_["schema"] = schema["items"] ?? {}))
  }
  if (given["style"] === "deepObject") {
    yield style("has its fields side by side", (_) => Object.assign(_, { style: "form", explode: true }))
    yield style("has its fields in one value", (_) => Object.assign(_, { style: "form", explode: false }))
  }
}
