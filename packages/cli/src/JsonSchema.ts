/** JSON Schema, derived from Effect's schemas and simplified. */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/** A schema of draft 2020-12. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** The bounds that `Schema.Int` adds to every integer. */
const safeBounds = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const annotations = new Set(["title", "description", "examples", "default"])

/** Whether any value is valid. */
const isOpen = (schema: JsonSchema): boolean => Object.keys(schema).every((_) => annotations.has(_))

const alternativesOf = (schema: JsonSchema): ReadonlyArray<JsonSchema> =>
  Array.isArray(schema["anyOf"]) ? (schema["anyOf"] as ReadonlyArray<JsonSchema>).flatMap(alternativesOf) : [schema]

/** Simplifies a schema: flattens alternatives, and omits repeated ones and the bounds that every integer has. */
const simplify = (schema: JsonSchema): JsonSchema => {
  const { anyOf, ...rest } = schema
  const kept: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(rest)) {
    if (keyword in safeBounds && value === safeBounds[keyword as keyof typeof safeBounds]) continue
    if (keyword === "additionalProperties" && value === true) continue
    if (keyword === "properties" || keyword === "$defs") {
      kept[keyword] = Object.fromEntries(
        Object.entries(value as JsonSchema).map(([_, it]) => [_, simplify(it as JsonSchema)])
      )
    } else {
      kept[keyword] = isSchema(value) ? simplify(value) : value
    }
  }
  if (anyOf === undefined) return kept
  const all = alternativesOf(schema).map(simplify)
  if (all.some(isOpen)) return kept
  const distinct = [...new Map(all.map((_) => [JSON.stringify(_), _])).values()]
  return distinct.length === 1 ? { ...distinct[0], ...kept } : { ...kept, anyOf: distinct }
}

/** The JSON Schema of a schema's encoded side, which is the JSON that it accepts. It has no external references. */
export const of = (schema: Schema.Constraint): JsonSchema => {
  const { definitions, schema: root } = Schema.toJsonSchemaDocument(schema) as {
    readonly schema: JsonSchema
    readonly definitions: JsonSchema
  }
  return simplify(Object.keys(definitions).length === 0 ? root : { ...root, $defs: definitions })
}

/**
 * Like {@link of}, for a parameter that may be unset. Effect renders `undefined` as null. An unset parameter is omitted,
 * so that null is dropped; a null that the vendor accepts remains.
 */
export const ofParameter = (schema: Schema.Constraint): JsonSchema => {
  const { ast } = schema
  if (!SchemaAST.isUnion(ast) || !ast.types.some(SchemaAST.isUndefined)) return of(schema)
  return of(Schema.Union(ast.types.filter((_) => !SchemaAST.isUndefined(_)).map((_) => Schema.make(_))))
}

/** The alternatives of a schema, without `null`. */
export const typesOf = (schema: JsonSchema): ReadonlyArray<JsonSchema> =>
  alternativesOf(schema).filter(({ type }) => type !== "null")

/** The strings that a schema lists, and whether it accepts others. */
export const choicesOf = (
  schema: JsonSchema
): { readonly choices: ReadonlyArray<string>; readonly isClosed: boolean } => {
  const types = typesOf(schema)
  const choices = types.flatMap((_) => (Array.isArray(_["enum"]) ? (_["enum"] as ReadonlyArray<unknown>) : []))
  return {
    choices: choices.filter((_) => typeof _ === "string"),
    isClosed: choices.length > 0 && types.every((_) => Array.isArray(_["enum"]))
  }
}

/** Bounds in words, for a length or count with a unit, or for a number. */
export const range = (least: unknown, most: unknown, unit?: string): string => {
  const formatted = (bound: number) => bound.toLocaleString("en-US")
  const count = (bound: number) => (unit === undefined ? "" : ` ${unit}${bound === 1 ? "" : "s"}`)
  const [low, high] = [least, most].map((_) => (typeof _ === "number" ? _ : undefined))
  if (low === 1 && high === undefined && unit === "character") return "not empty"
  if (low !== undefined && low === high) return `${formatted(low)}${count(low)}`
  if (low !== undefined && high !== undefined) return `${formatted(low)} to ${formatted(high)}${count(high)}`
  if (low !== undefined) return `at least ${formatted(low)}${count(low)}`
  return high === undefined ? "" : `at most ${formatted(high)}${count(high)}`
}

/** The limits of a schema, in words. */
export const limitsOf = (schema: JsonSchema): ReadonlyArray<string> => {
  const limits = typesOf(schema).flatMap(({ maxItems, maxLength, maximum, minItems, minLength, minimum, pattern }) => [
    range(minimum, maximum),
    range(minLength, maxLength, "character"),
    range(minItems, maxItems, "item"),
    pattern === undefined ? "" : `like ${String(pattern)}`
  ])
  return [...new Set(limits)].filter((_) => _ !== "")
}

/** An example from a schema, or from its items. */
export const exampleOf = (schema: JsonSchema): unknown => {
  const own = schema["examples"]
  if (Array.isArray(own) && own.length > 0) return own[0]
  for (const type of typesOf(schema)) {
    if (type === schema) continue
    const inner = exampleOf(type)
    if (inner !== undefined) return inner
  }
  const { choices } = choicesOf(schema)
  if (choices.length > 0) return choices[0]
  return isSchema(schema["items"]) ? exampleOf(schema["items"]) : undefined
}
