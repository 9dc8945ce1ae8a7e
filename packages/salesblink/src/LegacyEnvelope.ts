/**
 * The envelope of every legacy response. The legacy API reference shows no responses. The envelope is from the public
 * source of that reference. All fields of the envelope are optional, and other fields are kept.
 */
import * as Schema from "effect/Schema"

const rest = [Schema.Record(Schema.String, Schema.Unknown)] as const

/** An object of which only these fields are known. Other fields are kept. */
export const open = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  Schema.StructWithRest(Schema.Struct(fields), rest)

/** Any JSON value; its parts are not checked. */
export type AnyJson = boolean | string | null | number | ReadonlyArray<unknown> | { readonly [name: string]: unknown }

const anything: Schema.Codec<AnyJson> = Schema.Unknown as never

/**
 * A field of the envelope: usually a boolean or a string, but any other JSON is accepted. A field that only describes a
 * response must not fail it.
 */
export const part = (example: boolean | string) => Schema.optional(anything.annotate({ examples: [example] }))

/** The envelope around this data. A response that reports a failure is a `RequestFailed` error. */
export const envelope = <Data extends Schema.Constraint>(data: Data) =>
  open({
    success: part(true),
    error: part(false),
    message: part("Done."),
    data: Schema.optional(Schema.NullOr(data))
  })

/** A response of which only the envelope is known. */
export class LegacyResponse extends Schema.Opaque<LegacyResponse>()(envelope(Schema.Unknown)) {}

/** @deprecated Use `LegacyResponse`. */
export type Answer = LegacyResponse

/** Data that is a list or, for a single item, an object. Decodes to a list. */
export const list = Schema.ArrayEnsure

/** Data that is one object, or a list of objects as in the vendor's own sample. */
export const oneOrList = <Item extends Schema.Constraint>(item: Item) => Schema.Union([item, Schema.Array(item)])
