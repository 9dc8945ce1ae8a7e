/** Configures the JSON Schema validator for the schemas of OpenAPI. */
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { isMultipleOf } from "@salesbridge/openapi/multipleOf"
import { ajvRegExp } from "@salesbridge/openapi/Pattern"
import type { SpecSchema } from "@salesbridge/openapi/Specification"

/** Formats of OpenAPI that add no constraint to the type. */
const formats = {
  int32: true,
  int64: true,
  float: true,
  double: true,
  password: true,
  byte: true,
  binary: true
} as const

/**
 * Makes a validator that reports all errors of a value. With `verbose`, each error contains the value and the schema
 * that it is about.
 */
export const make = (options: { readonly coerceTypes?: "array"; readonly verbose?: boolean } = {}): Ajv2020 => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    // Shorter code would take longer to make than it saves, because most schemas get few values.
    code: { optimize: false, regExp: ajvRegExp },
    formats,
    ...options
  })
  ;(addFormats as unknown as (ajv: Ajv2020) => void)(ajv)
  // The validator's own `multipleOf` divides floating-point numbers, and does not accept 19.99 as a multiple of 0.01.
  return ajv.removeKeyword("multipleOf").addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    compile: (step: number) => (value: number) => isMultipleOf(value, step),
    error: { message: ({ schema }) => `must be multiple of ${String(schema)}` }
  })
}

/** A schema whose references are to the definitions at an address, where they are compiled once for all schemas. */
export const at = (address: string, schema: SpecSchema): SpecSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${address}#/`))
