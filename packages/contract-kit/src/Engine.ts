/** The validator of JSON Schema that everything here uses, as OpenAPI needs it. */
import { Ajv2020 } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"

/** Formats of OpenAPI that say nothing about a value of the right type. */
const formats = {
  int32: true,
  int64: true,
  float: true,
  double: true,
  password: true,
  byte: true,
  binary: true
} as const

/** An engine that tells every flaw of a value. `verbose`: with the value and the schema that a flaw is about. */
export const make = (options: { readonly coerceTypes?: "array"; readonly verbose?: boolean } = {}): Ajv2020 => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    multipleOfPrecision: 9,
    formats,
    ...options
  })
  ;(addFormats as unknown as (ajv: Ajv2020) => void)(ajv)
  return ajv
}
