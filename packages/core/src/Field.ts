/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/** The fields of answers whose vendor promises little: each may be missing, null, or odd without costing the rest. */
import * as Schema from "effect/Schema"
import { OpenLiterals } from "./OpenLiterals.ts"
import { tolerant } from "./Tolerant.ts"

/** A field that may be missing, null or odd. */
export const field = <S extends Schema.ConstraintCodec<any, any>>(schema: S) => Schema.optionalKey(tolerant(schema))

/** A text. */
export const text = (example: string) => field(Schema.String.annotate({ examples: [example] }))

/** A count, a position or another whole number. */
export const integer = (example: number) => field(Schema.Int.annotate({ examples: [example] }))

/** True or false. */
export const flag = field(Schema.Boolean)

/** One of these texts, or one that is newer. */
export const oneOf = <const L extends readonly [string, ...ReadonlyArray<string>]>(...literals: L) =>
  field(OpenLiterals(literals))

/** A list of texts. */
export const texts = (example: string) => field(Schema.Array(Schema.String.annotate({ examples: [example] })))
