/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/**
 * The fields of Salesloft's answers. Its records carry null in almost any field and lack others, so each may be missing
 * or null, and one of another kind than expected is null, too, instead of costing the whole page.
 */
import { Field, tolerant } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { Id } from "./Ids.ts"
import { Instant } from "./Instant.ts"

export const { field, flag, integer, oneOf, text, texts } = Field

/** A number that need not be whole. */
export const number = (example: number) => field(Schema.Finite.annotate({ examples: [example] }))

/** A moment, as a `Date`. */
export const instant = field(Instant)

/** An object, which an empty one that came as `[]` is as well. */
const objectOrEmptyList = <S extends Schema.ConstraintCodec<any, any>>(schema: S) =>
  Schema.Union([
    schema,
    Schema.Tuple([]).pipe(
      Schema.decodeTo(
        Schema.toType(schema),
        SchemaTransformation.transform<S["Type"], readonly []>({ decode: () => ({}) as S["Type"], encode: () => [] })
      )
    )
  ])

const Anything = Schema.Record(Schema.String, Schema.Unknown)

/** An object whose keys the team or its CRM chooses. Empty where it came as `[]`. */
export const custom = (example: { readonly [name: string]: unknown }) =>
  field(objectOrEmptyList(Anything.annotate({ examples: [example] })))

/** An object of which little is known, and a list of such. */
export const dictionary = field(Anything.annotate({ examples: [{}] }))
export const dictionaries = field(Schema.Array(Anything.annotate({ examples: [{}] })))

/** An object of known fields. */
export const struct = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  field(Schema.Struct(fields) as never as Schema.Codec<Grouped<Fields>, any>)

/** An object of counts or the like. Empty where it came as `[]`. */
export const group = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  field(objectOrEmptyList(Schema.Struct(fields) as never as Schema.Codec<Grouped<Fields>, any>))

type Grouped<Fields extends Schema.Struct.Fields> = Schema.Struct.Type<Fields>

/** What a record says of another: its id, and its address where the API has one. */
const referenceTo = <S extends Schema.ConstraintCodec<any, any>>(id: S, resource: string) =>
  Schema.Struct({ _href: text(`https://api.salesloft.com/v2/${resource}/1`), id: field(id) })

/** A reference to a record of this kind. */
export const reference = <S extends Schema.ConstraintCodec<any, any>>(id: S, resource: string) =>
  field(referenceTo(id, resource))

/** References to records of this kind; null for one that is odd. */
export const references = <S extends Schema.ConstraintCodec<any, any>>(id: S, resource: string) =>
  field(Schema.Array(tolerant(referenceTo(id, resource))))

/** A reference to a record that the API has no operations for. */
export const embedded = field(Schema.Struct({ _href: text("https://api.salesloft.com/v2/records/1"), id: field(Id) }))
