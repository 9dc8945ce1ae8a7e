/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/**
 * Fields of responses that a vendor does not guarantee: each may be missing, null or unrecognized without failing the
 * rest.
 */
import * as Schema from "effect/Schema"
import { OpenLiterals } from "./OpenLiterals.ts"
import { tolerant } from "./Tolerant.ts"

/** A field that may be missing, null or unrecognized. */
export const field = <S extends Schema.ConstraintCodec<any, any>>(schema: S) => Schema.optionalKey(tolerant(schema))

/** A string. */
export const string = (example: string) => field(Schema.String.annotate({ examples: [example] }))

/** An integer. */
export const integer = (example: number) => field(Schema.Int.annotate({ examples: [example] }))

/** A boolean. */
export const boolean = field(Schema.Boolean)

/** One of these strings, or one that the vendor has added since. */
export const oneOf = <const L extends readonly [string, ...ReadonlyArray<string>]>(...literals: L) =>
  field(OpenLiterals(literals))

/** An array of strings. */
export const strings = (example: string) => field(Schema.Array(Schema.String.annotate({ examples: [example] })))

/**
 * @deprecated Use `string`.
 * @alias
 */
export const text = string
/**
 * @deprecated Use `strings`.
 * @alias
 */
export const texts = strings
/**
 * @deprecated Use `boolean`.
 * @alias
 */
export const flag = boolean
