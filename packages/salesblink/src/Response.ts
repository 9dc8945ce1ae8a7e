/** The response envelope of version 1.0.0, and the forms of its data. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { anything } from "./Field.ts"
import { open, part } from "./LegacyEnvelope.ts"

const envelope = { success: part(true), message: part("Done.") }

/** A response without data. A response that reports a failure is a `RequestFailed` error. */
export class Success extends Schema.Opaque<Success>()(Schema.Struct(envelope)) {}

/** A response with this data and, optionally, other fields. `data` is missing or null if SalesBlink omits it. */
export const response = <Data extends Schema.Constraint, More extends Schema.Struct.Fields = {}>(
  data: Data,
  more: More = {} as More
) => Schema.Struct({ ...envelope, data: Schema.optional(Schema.NullOr(data)), ...more })

/** A single item. SalesBlink may also send it in a list. */
export const single = <Item extends Schema.ConstraintCodec<unknown, unknown>>(item: Item) =>
  Schema.Union([item, Schema.NonEmptyArray(item)]).pipe(
    Schema.decodeTo(Schema.toType(item), {
      decode: SchemaGetter.transform((found) => (Array.isArray(found) ? found[0] : found) as Item["Type"]),
      encode: SchemaGetter.transform((one) => one as Item["Type"])
    })
  )

/** An object without documented fields. */
export const Anything = open({})

/** What was changed or created. SalesBlink does not document its form. */
export const changed = response(anything)
