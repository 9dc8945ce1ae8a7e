/**
 * What SalesBlink wraps every answer in. The document shows no answers; the envelope stands in its public source.
 * All of it is optional, and whatever else is there stays readable.
 */
import * as Schema from "effect/Schema"

const rest = [Schema.Record(Schema.String, Schema.Unknown)] as const

/** An object of which only these fields are known. The others stay as they are. */
export const open = <const Fields extends Schema.Struct.Fields>(fields: Fields) =>
  Schema.StructWithRest(Schema.Struct(fields), rest)

/** What JSON can be, one level deep. */
export type AnyJson = boolean | string | null | number | ReadonlyArray<unknown> | { readonly [name: string]: unknown }

const anything: Schema.Codec<AnyJson> = Schema.Unknown as never

/**
 * A part of the envelope: a flag or a text as a rule, and any other JSON where the vendor puts that there. What only
 * describes an answer must not cost it.
 */
export const part = (example: boolean | string) => Schema.optional(anything.annotate({ examples: [example] }))

/**
 * The envelope around this data. An answer that says that the call failed never comes back as a value: it is a
 * `RequestFailed`.
 */
export const envelope = <Data extends Schema.Constraint>(data: Data) =>
  open({
    success: part(true),
    error: part(false),
    message: part("Done."),
    data: Schema.optional(Schema.NullOr(data))
  })

/** An answer of which only the envelope is known. */
export class Answer extends Schema.Opaque<Answer>()(envelope(Schema.Unknown)) {}

/** Data that comes as a list or, where the vendor sends just one, as an object: always a list here. */
export const list = Schema.ArrayEnsure

/** Data that comes as one object, or as a list of it, as the vendor's own pasted sample suggests. */
export const oneOrList = <Item extends Schema.Constraint>(item: Item) => Schema.Union([item, Schema.Array(item)])
