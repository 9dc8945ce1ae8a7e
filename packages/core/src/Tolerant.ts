/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/** Fields that a vendor does not promise: one odd value must not cost the whole answer. */
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaTransformation from "effect/SchemaTransformation"

const annotation = "@salesbridge/core/odd"

const odd = Schema.Unknown.annotate({ [annotation]: true }).pipe(
  Schema.decodeTo(
    Schema.Null,
    SchemaTransformation.transform({ decode: () => null, encode: (value: unknown) => value })
  )
)

/** What {@link tolerant} makes of a schema. */
export interface Tolerant<S extends Schema.ConstraintCodec<any, any>> extends Schema.Codec<
  S["Type"] | null,
  S["Encoded"] | null
> {
  /** What is read where the vendor keeps to it. */
  readonly schema: S
}

/**
 * Reads what the schema reads, and null for null and for whatever else the vendor sends: an object where a text was, a
 * date that is none. The value as it came stays in the `body` of `withResponse`.
 *
 * ```ts
 * const Person = Schema.Struct({ id: PersonId, phone: Schema.optionalKey(tolerant(Schema.String)) })
 * ```
 */
export const tolerant = <S extends Schema.ConstraintCodec<any, any>>(schema: S): Tolerant<S> =>
  // A union, since it costs a tenth of a recovery when nothing is odd.
  Object.assign(Schema.Union([schema, Schema.Null, odd]), { schema }) as never

/** Whether this is the part of a {@link tolerant} schema that takes what nobody promises: no part of a contract. */
export const isOdd = (ast: SchemaAST.AST): boolean => ast.annotations?.[annotation] === true
