/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/**
 * The fields of Salesloft's responses. Its records have null in almost any field and omit others, so each may be
 * missing or null. A value of another type than expected decodes as null instead of failing the whole page.
 */
import { Field, tolerant } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { Id } from "./Ids.ts"
import { Instant } from "./Instant.ts"

export const { boolean, field, integer, oneOf, string, strings } = Field

/** A number, which may have a fraction. */
export const number = (example: number) => field(Schema.Finite.annotate({ examples: [example] }))

/** A timestamp, as a `Date`. */
export const instant = field(Instant)

/** An object. Salesloft sends an empty one as `[]`. */
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

/** An object with keys from the team or its CRM. Salesloft may send an empty one as `[]`. */
export const custom = (example: { readonly [name: string]: unknown }) =>
  field(objectOrEmptyList(Anything.annotate({ examples: [example] })))

/** An object with mostly unknown contents, and a list of such objects. */
export const dictionary = field(Anything.annotate({ examples: [{}] }))
export const dictionaries = field(Schema.Array(Anything.annotate({ examples: [{}] })))

/** An object of known fields. */
export const struct = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  field(Schema.Struct(fields) as never as Schema.Codec<Grouped<Fields>, any>)

/** An object of related values, such as counts. Salesloft may send an empty one as `[]`. */
export const group = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  field(objectOrEmptyList(Schema.Struct(fields) as never as Schema.Codec<Grouped<Fields>, any>))

type Grouped<Fields extends Schema.Struct.Fields> = Schema.Struct.Type<Fields>

/** A reference to another record: its id, and its URL if the API has one. */
const referenceTo = <S extends Schema.ConstraintCodec<any, any>>(id: S, resource: string) =>
  Schema.Struct({ _href: string(`https://api.salesloft.com/v2/${resource}/1`), id: field(id) })

/** A reference to a record of this kind. */
export const reference = <S extends Schema.ConstraintCodec<any, any>>(id: S, resource: string) =>
  field(referenceTo(id, resource))

/** References to records of this kind; null for an unrecognized one. */
export const references = <S extends Schema.ConstraintCodec<any, any>>(id: S, resource: string) =>
  field(Schema.Array(tolerant(referenceTo(id, resource))))

/** A reference to a record without operations in the API. */
export const embedded = field(Schema.Struct({ _href: string("https://api.salesloft.com/v2/records/1"), id: field(Id) }))
