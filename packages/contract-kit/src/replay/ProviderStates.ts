/**
 * Sets up provider states for a mock: a copy of the specification with one example for each interaction. Each is the
 * most similar example of the specification, completed only with fields that the specification declares. A field that
 * it does not declare stays missing, so the replay notices.
 */
import type { Interaction } from "../interactions/Interaction.ts"
import { equals, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { lowered } from "@salesbridge/openapi/Lowered"
import { resolve, jsonMedia } from "@salesbridge/openapi/Document"
import { find, type OpenApi, type SpecOperation } from "@salesbridge/openapi/Specification"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"

/** The response to request from the mock. */
export interface Choice {
  readonly code: number
  readonly example: string | undefined
}

/** The value of the `Prefer` header that selects this response in Prism. */
export const prefer = ({ code, example }: Choice): string =>
  `code=${code}${example === undefined ? "" : `, example=${example}`}`

/** The specification with an example for each interaction, and how to request them. */
export interface ProviderStates {
  readonly document: JsonObject
  /** The response to request, by the interaction's name. */
  readonly choices: ReadonlyMap<string, Choice>
}

/** Adds the interactions' states to the specification. */
export const withProviderStates = (spec: OpenApi, interactions: ReadonlyArray<Interaction>): ProviderStates => {
  const own = lowered(spec.document)
  // The mock must explain why it refuses an invalid request, instead of responding with a documented error.
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

/** How similar an example is to the expected body. Higher is more similar. */
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

/** The example, completed with those expected fields that the specification declares. */
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

/** Whether the shape allows values of this kind. */
const allows = (shape: Shape.Shape, value: Json): boolean => Shape.isAnyJson(shape) || kindOf(value) in shape.kinds

/**
 * If an object declares fields, other names do not count, even if they are allowed. Otherwise a renamed field would not
 * be noticed.
 */
const fieldOf = (shape: Shape.Shape, name: string): Shape.Shape | undefined =>
  Shape.at(Shape.fieldsOf(shape), name)?.shape ??
  (Object.keys(Shape.fieldsOf(shape)).length === 0 ? Shape.restOf(shape) : undefined)

/** The parts of a value that the specification declares. */
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
  // Copy the response, because others may refer to the same one.
  const response = structuredClone(resolve(document, responses[String(code)])) as Writable
  responses[String(code)] = response
  const media = jsonMedia(response) as Writable | undefined
  if (media === undefined) return
  const shown = media["example"] === undefined ? {} : { example: { value: media["example"] } }
  delete media["example"]
  media["examples"] = { ...(media["examples"] as JsonObject | undefined), ...shown, [name]: { value } }
}
