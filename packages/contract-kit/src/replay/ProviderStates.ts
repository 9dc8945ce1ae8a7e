/**
 * Provider states for a mock: a copy of the specification in which every interaction has an example of its own. The
 * specification's best fitting example is taken and only completed, with what the specification itself declares, so
 * that a field which it does not know stays missing.
 */
import type { Interaction } from "../interactions/Interaction.ts"
import { equals, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { lowered } from "@salesbridge/openapi/Lowered"
import { resolve, jsonMedia } from "@salesbridge/openapi/Document"
import { find, type OpenApi, type SpecOperation } from "@salesbridge/openapi/Specification"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"

/** What to ask the mock for. */
export interface Choice {
  readonly code: number
  readonly example: string | undefined
}

/** The header that makes Prism give this answer. */
export const prefer = ({ code, example }: Choice): string =>
  `code=${code}${example === undefined ? "" : `, example=${example}`}`

export interface ProviderStates {
  readonly document: JsonObject
  /** By the interaction's name. */
  readonly choices: ReadonlyMap<string, Choice>
}

/** The specification with the interactions' states in it. */
export const withProviderStates = (spec: OpenApi, interactions: ReadonlyArray<Interaction>): ProviderStates => {
  const own = lowered(spec.document)
  // A request that is not in order is to be told why, rather than to get an answer that the vendor documents.
  const document = { ...own, "x-mock": { ...(isObject(own["x-mock"]) ? own["x-mock"] : {}), invalid: "problem" } }
  const choices = new Map<string, Choice>()
  interactions.forEach((interaction, index) => {
    const operation = find(spec, interaction.operation.id)
    const code = interaction.response.status
    const response = operation?.responses.get(code)
    const examples = Object.values(response?.examples ?? {})
    const expected = interaction.response.body
    if (operation === undefined || response === undefined || expected === undefined) {
      choices.set(interaction.name, { code, example: undefined })
      return
    }
    const shape = specShape(spec, response.schema)
    const best = examples.toSorted((a, b) => likeness(expected, b) - likeness(expected, a))[0]
    const name = `state${index}`
    add(document, operation, code, name, best === undefined ? prune(shape, expected) : complete(shape, expected, best))
    choices.set(interaction.name, { code, example: name })
  })
  return { document, choices }
}

/** How much an example has of what is expected. */
const likeness = (expected: Json, example: Json): number => {
  if (equals(expected, example)) return 3
  if (kindOf(expected) !== kindOf(example)) return 0
  if (isObject(expected) && isObject(example)) {
    return Object.entries(expected)
      .map(([name, part]) => (name in example ? likeness(part, example[name] ?? null) : -1))
      .reduce((sum, part) => sum + part, 1)
  }
  if (Array.isArray(expected) && Array.isArray(example)) {
    if (expected.length === 0 || example.length === 0) return 1
    return 2 + likeness(expected[0] ?? null, example[0] ?? null)
  }
  return 1
}

/** The example, completed with what is expected and the specification declares. */
const complete = (shape: Shape.Shape, expected: Json, example: Json): Json => {
  if (kindOf(expected) !== kindOf(example)) return allows(shape, expected) ? prune(shape, expected) : example
  if (isObject(expected) && isObject(example)) {
    const parts = Object.entries(expected).flatMap(([name, part]): ReadonlyArray<readonly [string, Json]> => {
      const field = fieldOf(shape, name)
      const own = example[name]
      if (own !== undefined) return [[name, field === undefined ? own : complete(field, part, own)]]
      return field === undefined && !Shape.isAnyJson(shape)
        ? []
        : [[name, field === undefined ? part : prune(field, part)]]
    })
    return { ...example, ...Object.fromEntries(parts) }
  }
  if (Array.isArray(expected) && Array.isArray(example)) {
    const first = expected[0]
    if (first === undefined) return []
    const items = Shape.itemsOf(shape)
    if (items === undefined) return example.length === 0 ? expected : example
    return example.length === 0 ? [prune(items, first)] : example.map((item) => complete(items, first, item))
  }
  return example
}

/** Whether the outermost form of a value is one of the shape's. */
const allows = (shape: Shape.Shape, value: Json): boolean => Shape.isAnyJson(shape) || kindOf(value) in shape.kinds

/** Where fields are declared, those of any other name are not: one that was renamed would go unnoticed. */
const fieldOf = (shape: Shape.Shape, name: string): Shape.Shape | undefined =>
  Shape.at(Shape.fieldsOf(shape), name)?.shape ??
  (Object.keys(Shape.fieldsOf(shape)).length === 0 ? Shape.restOf(shape) : undefined)

/** Of a value, what the specification declares. */
const prune = (shape: Shape.Shape, value: Json): Json => {
  if (Shape.isAnyJson(shape)) return value
  const items = Shape.itemsOf(shape)
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => prune(items, item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const field = fieldOf(shape, name)
      return field === undefined ? [] : [[name, prune(field, part)]]
    })
  )
}

const kindOf = (value: Json): string => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value)

const add = (document: JsonObject, operation: SpecOperation, code: number, name: string, value: Json): void => {
  type Writable = { [key: string]: Json }
  const item = resolve(document, (document["paths"] as JsonObject)[operation.path])
  const responses = (item[operation.method.toLowerCase()] as JsonObject)["responses"] as Writable
  // A copy of its own: others refer to the same response.
  const response = structuredClone(resolve(document, responses[String(code)])) as Writable
  responses[String(code)] = response
  const media = jsonMedia(response) as Writable | undefined
  if (media === undefined) return
  const shown = media["example"] === undefined ? {} : { example: { value: media["example"] } }
  delete media["example"]
  media["examples"] = { ...(media["examples"] as JsonObject | undefined), ...shown, [name]: { value } }
}
