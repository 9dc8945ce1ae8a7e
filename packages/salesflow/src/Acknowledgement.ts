/** Salesflow's response to calls that return no data. */
import * as Schema from "effect/Schema"

/**
 * An acknowledgement. `Status` repeats the HTTP status, or replaces it: a removal returns HTTP 200 with `Status` 204.
 */
export class Acknowledgement extends Schema.Opaque<Acknowledgement>()(
  Schema.Struct({
    Status: Schema.Int.annotate({ examples: [200] }),
    Message: Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: ["Campaign has been started."] })))
  })
) {}

/** The response to a removal. */
export const Removed = Schema.Struct({
  Status: Schema.Int.annotate({ examples: [204] }),
  Message: Schema.optional(Schema.NullOr(Schema.String))
}).annotate({ examples: [{ Status: 204, Message: null }] })

/** A response with HTTP 204 has no body and means the same. */
export const removed = { Status: 204, Message: null }
