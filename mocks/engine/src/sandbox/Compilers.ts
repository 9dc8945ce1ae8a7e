/** Compiles schemas of a specification to functions. */
import type * as AjvModule from "ajv"
import type * as Ajv2020Module from "ajv/dist/2020.js"
import type { FormatsPlugin } from "ajv-formats"
import type { Ajv, AnySchema, ValidateFunction } from "ajv"
import { at, versionOf } from "@salesbridge/openapi/Document"
import type { Json, JsonObject } from "@salesbridge/openapi/Json"
import { isMultipleOf } from "@salesbridge/openapi/multipleOf"
import { ajvRegExp } from "@salesbridge/openapi/Pattern"
import { hiddenIn, type Keyword } from "@salesbridge/openapi/Views"
import { createRequire } from "node:module"
import { toJsonSchema } from "./JsonSchema.ts"

export interface Compilers {
  /** Converts text to numbers and booleans, for parameters and forms. */
  readonly coercing: (schema: Json | undefined) => ValidateFunction
  readonly strict: (schema: Json | undefined) => ValidateFunction
}

/** The compilers of requests, in which `readOnly` fields are not required, or of responses, with `writeOnly`. */
export const compilersOf = (document: JsonObject, keyword: Keyword = "readOnly"): Compilers => {
  const compiler = (coerceTypes: boolean) => {
    // Created for the first schema, because it takes longer to load than the rest of a sandbox.
    let ajv: Ajv | undefined
    const targets = new Map<string, string>()
    const refer = (reference: string): string => {
      const known = targets.get(reference)
      if (known !== undefined) return known
      const id = `openapi:${targets.size}`
      targets.set(reference, id)
      ajv!.addSchema(convert(at(document, reference) ?? {}), id)
      return id
    }
    const hidden = (schema: JsonObject) => hiddenIn(document, schema, keyword)
    const convert = (schema: Json | undefined) => toJsonSchema(schema ?? {}, { refer, hidden }) as AnySchema
    return (schema: Json | undefined): ValidateFunction => {
      ajv ??= load(document, coerceTypes)
      return ajv.compile(convert(schema))
    }
  }
  return { coercing: compiler(true), strict: compiler(false) }
}

const load = (document: JsonObject, coerceTypes: boolean): Ajv => {
  const require = createRequire(import.meta.url)
  const Compiler =
    versionOf(document) === "3.0"
      ? (require("ajv") as typeof AjvModule).Ajv
      : (require("ajv/dist/2020.js") as typeof Ajv2020Module).Ajv2020
  const { default: formats } = require("ajv-formats") as { readonly default: FormatsPlugin }
  // Another check validates the specifications; validating each schema here would take long.
  const ajv = new Compiler({
    strict: false,
    allErrors: true,
    coerceTypes,
    meta: false,
    validateSchema: false,
    code: { regExp: ajvRegExp }
  }) as Ajv
  formats(ajv)
  // With decimal arithmetic: Ajv uses binary fractions and refuses 19.99 as a multiple of 0.01.
  ajv.removeKeyword("multipleOf")
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    compile: (step: number) => (value: number) => isMultipleOf(value, step),
    error: { message: ({ schema }) => `must be multiple of ${String(schema)}` }
  })
  return ajv.addFormat("int32", true).addFormat("int64", true).addFormat("float", true).addFormat("double", true)
}
