/** A value for a schema, made from its examples. */
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { type Invented, sample as sampleOf } from "@salesbridge/openapi/Sample"
import { of as jsonSchemaOf } from "./JsonSchema.ts"

/** A timestamp for fields whose names suggest one. */
const moment = "2026-03-02T09:00:00.000Z"

const isMoment = (name: string) => /(?:_at|At|_on)$|(?:^|_)date|Date/.test(name)

const invented: Invented = {
  text: (name) => (isMoment(name) ? moment : ""),
  open: (name) => (isMoment(name) ? moment : null)
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const without = (value: unknown, [key, ...rest]: ReadonlyArray<PropertyKey>): unknown => {
  if (typeof value !== "object" || value === null || key === undefined) return value
  // A list with invalid items stays empty.
  if (Array.isArray(value)) return []
  const { [String(key)]: inner, ...others } = value as Record<string, unknown>
  return rest.length === 0 ? others : { ...others, [String(key)]: without(inner, rest) }
}

/** The maximum number of fields that are removed again. */
const mostTries = 50

/** A valid sample: fields whose examples are not valid are omitted. */
export const of = (schema: Schema.Constraint): { readonly [name: string]: unknown } => {
  const read = SchemaParser.decodeUnknownResult(schema as Schema.Codec<unknown, unknown>)
  const document = jsonSchemaOf(schema) as JsonObject
  let sample: unknown = sampleOf(document, document, "", 6, invented)
  for (let tries = 0; tries < mostTries; tries++) {
    const result = read(sample)
    if (Result.isSuccess(result)) break
    const path = format(result.failure).issues[0]?.path?.map((_) => (typeof _ === "object" ? _.key : _)) ?? []
    sample = without(sample, path)
  }
  return (sample ?? {}) as { readonly [name: string]: unknown }
}
