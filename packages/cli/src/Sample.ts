/** A value that a schema reads, made from its examples. */
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import { exampleOf, type JsonSchema, of as jsonSchemaOf, typesOf } from "./JsonSchema.ts"

/** A moment, for what looks like one by its name. */
const moment = "2026-03-02T09:00:00.000Z"

const isMoment = (name: string) => /(?:_at|At|_on)$|(?:^|_)date|Date/.test(name)

const sampleOf = (schema: JsonSchema, name: string): unknown => {
  const example = exampleOf(schema)
  if (example !== undefined && !Array.isArray(schema["items"])) return example
  const [type] = typesOf(schema)
  switch (type?.["type"]) {
    case "object":
      return Object.fromEntries(
        Object.entries((type["properties"] as JsonSchema | undefined) ?? {}).map(([key, value]) => [
          key,
          sampleOf(value as JsonSchema, key)
        ])
      )
    case "array":
      return []
    case "string":
      return isMoment(name) ? moment : ""
    case "integer":
    case "number":
      return 1
    case "boolean":
      return false
    default:
      return isMoment(name) ? moment : null
  }
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const without = (value: unknown, [key, ...rest]: ReadonlyArray<PropertyKey>): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || key === undefined) return value
  const { [String(key)]: inner, ...others } = value as Record<string, unknown>
  return rest.length === 0 ? others : { ...others, [String(key)]: without(inner, rest) }
}

/** So many fields at most are left out again. */
const mostTries = 50

/** A sample that the schema reads: what its examples do not fit is left out. */
export const of = (schema: Schema.Constraint): { readonly [name: string]: unknown } => {
  const read = SchemaParser.decodeUnknownResult(schema as Schema.Codec<unknown, unknown>)
  let sample = sampleOf(jsonSchemaOf(schema), "")
  for (let tries = 0; tries < mostTries; tries++) {
    const result = read(sample)
    if (Result.isSuccess(result)) break
    const path = format(result.failure).issues[0]?.path?.map((_) => (typeof _ === "object" ? _.key : _)) ?? []
    sample = without(sample, path)
  }
  return (sample ?? {}) as { readonly [name: string]: unknown }
}
