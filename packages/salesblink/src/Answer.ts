/** What version 1.0.0 wraps its answers in, and the forms of what is in them. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { anything } from "./Field.ts"
import { open, part } from "./Envelope.ts"

const envelope = { success: part(true), message: part("Done.") }

/** An answer that tells nothing more. One that says that the call failed never comes back: it is a `RequestFailed`. */
export class Success extends Schema.Opaque<Success>()(Schema.Struct(envelope)) {}

/** An answer with this data, and with other fields beside it. `data` is absent or null where SalesBlink leaves it out. */
export const answer = <Data extends Schema.Constraint, More extends Schema.Struct.Fields = {}>(
  data: Data,
  more: More = {} as More
) => Schema.Struct({ ...envelope, data: Schema.optional(Schema.NullOr(data)), ...more })

/** One thing, also where it comes alone in a list. */
export const oneOf = <Item extends Schema.ConstraintCodec<unknown, unknown>>(item: Item) =>
  Schema.Union([item, Schema.NonEmptyArray(item)]).pipe(
    Schema.decodeTo(Schema.toType(item), {
      decode: SchemaGetter.transform((found) => (Array.isArray(found) ? found[0] : found) as Item["Type"]),
      encode: SchemaGetter.transform((one) => one as Item["Type"])
    })
  )

/** Something of which no field is described. */
export const Anything = open({})

/** What was changed or made, in a form that SalesBlink does not describe. */
export const changed = answer(anything)
