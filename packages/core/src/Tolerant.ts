/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/** Fields that a vendor does not guarantee: an unrecognized value must not fail the whole response. */
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaTransformation from "effect/SchemaTransformation"

const annotation = "@salesbridge/core/unrecognized"

const unrecognized = Schema.Unknown.annotate({ [annotation]: true }).pipe(
  Schema.decodeTo(
    Schema.Null,
    SchemaTransformation.transform({ decode: () => null, encode: (value: unknown) => value })
  )
)

/** The schema that {@link tolerant} returns. */
export interface Tolerant<S extends Schema.ConstraintCodec<any, any>> extends Schema.Codec<
  S["Type"] | null,
  S["Encoded"] | null
> {
  /** The schema of recognized values. */
  readonly schema: S
}

/**
 * Decodes what the schema decodes, and anything else as null: an object instead of a string, or an invalid date. The
 * original value is in the `body` of `withResponse`.
 *
 * ```ts
 * const Person = Schema.Struct({ id: PersonId, phone: Schema.optionalKey(tolerant(Schema.String)) })
 * ```
 */
export const tolerant = <S extends Schema.ConstraintCodec<any, any>>(schema: S): Tolerant<S> =>
  // A union takes a tenth of the time of a recovery if the value is recognized.
  Object.assign(Schema.Union([schema, Schema.Null, unrecognized]), { schema }) as never

/** Whether this is the part of a {@link tolerant} schema for unrecognized values, which contract checks ignore. */
export const isUnrecognized = (ast: SchemaAST.AST): boolean => ast.annotations?.[annotation] === true

/**
 * @deprecated Use `isUnrecognized`.
 * @alias
 */
export const isOdd = isUnrecognized
