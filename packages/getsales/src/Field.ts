/**
 * Fields of answers. Of hardly any does the document say that it is always there, so each may be missing or null; one
 * that is not what the document says is null, too, rather than costing the whole answer.
 */
import { OpenLiterals, tolerant } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"

/** A field of this form. */
export const field = <S extends Schema.ConstraintCodec<unknown, unknown>>(schema: S) =>
  Schema.optionalKey(tolerant(schema))

/** A text. */
export const text = (example: string) => field(Schema.String.annotate({ examples: [example] }))

/** A whole number. */
export const int = (example: number) => field(Schema.Int.annotate({ examples: [example] }))

/** True or false. */
export const flag = field(Schema.Boolean)

/** A moment. */
export const instant = field(Instant)

/** One of these texts, or a newer one. */
export const oneOf = <const L extends readonly [string, ...ReadonlyArray<string>]>(literals: L) =>
  field(OpenLiterals(literals))

/** A list of whatever the vendor puts there: the document shows none that is not empty. */
export const anyList = field(Schema.Array(Schema.Json))
