/** The input of a call, from flags and from JSON. */
import * as Result from "effect/Result"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { Description, Field } from "./Description.ts"
import { type JsonSchema, typesOf } from "./JsonSchema.ts"

/** An input as JSON. */
export type Json = { readonly [name: string]: unknown }

/** One problem in an input. */
export interface Problem {
  /** The names that lead to the value. */
  readonly path: ReadonlyArray<string | number>
  readonly problem: string
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

/** The JSON value of a command-line argument, according to its schema. */
const valueOf = (schema: JsonSchema, text: string): unknown => {
  const types = typesOf(schema)
  const isAny = types.every(({ anyOf, enum: _, type }) => anyOf === undefined && _ === undefined && type === undefined)
  const takes = (...names: ReadonlyArray<string>) => isAny || types.some(({ type }) => names.includes(type as string))
  if (takes("integer", "number") && /^-?\d+(\.\d+)?$/.test(text) && Number.isSafeInteger(Math.trunc(Number(text)))) {
    return Number(text)
  }
  if (takes("boolean") && (text === "true" || text === "false")) return text === "true"
  if (text === "null" && (isAny || !takes("string"))) return null
  if (takes("object", "array") && /^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  return text
}

/** The value of a flag: strings, or a boolean. */
export type Given = string | boolean | ReadonlyArray<string>

const jsonOf = ({ isList, schema }: Field, given: Given): unknown => {
  if (typeof given === "boolean") return given
  if (!isList) return valueOf(schema, given as string)
  const items = typesOf(schema)[0]!["items"] as JsonSchema
  return (given as ReadonlyArray<string>).map((_) => valueOf(items, _))
}

/** Adds the values of flags to an input. They replace existing values. */
export const withFlags = (input: Json, given: ReadonlyArray<readonly [Field, Given]>): Json =>
  given.reduce<Json>((json, [field, value]) => put(json, field.path, jsonOf(field, value)), input)

const put = (into: unknown, path: ReadonlyArray<string>, value: unknown): Json => {
  const [name, ...rest] = path as [string, ...ReadonlyArray<string>]
  const object = isObject(into) ? into : {}
  return { ...object, [name]: rest.length === 0 ? value : put(object[name], rest, value) }
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

/** Decodes an input. Fails with all of its problems. */
export const read = (description: Description, json: unknown): Result.Result<unknown, ReadonlyArray<Problem>> =>
  Result.mapError(
    SchemaParser.decodeUnknownResult(description.input)(json, { errors: "all", onExcessProperty: "error" }),
    (issue) =>
      format(issue).issues.map(({ message, path = [] }) => ({
        path: path.map((segment) => (typeof segment === "object" ? segment.key : segment) as string | number),
        problem: message === "Missing key" ? "is missing" : message
      }))
  )

/** A problem in words, with the flag of the value. */
export const wordsOf = ({ fields }: Description, { path, problem }: Problem): string => {
  const name = path.join(".")
  const field = fields.find((_) => _.path.every((part, index) => part === path[index]))
  const part =
    field === undefined
      ? name
      : `--${field.flag}${path
          .slice(field.path.length)
          .map((_) => `[${_}]`)
          .join("")}`
  return `${part}: ${problem}`
}
