/** What Salesflow answers where there is nothing to tell. */
import * as Schema from "effect/Schema"

/** `Status` repeats, or stands for, the HTTP status: a removal answers HTTP 200 with 204 inside. */
export class Acknowledgement extends Schema.Opaque<Acknowledgement>()(
  Schema.Struct({
    Status: Schema.Int.annotate({ examples: [200] }),
    Message: Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: ["Campaign has been started."] })))
  })
) {}

/** A removal. */
export const Removed = Schema.Struct({
  Status: Schema.Int.annotate({ examples: [204] }),
  Message: Schema.optional(Schema.NullOr(Schema.String))
}).annotate({ examples: [{ Status: 204, Message: null }] })

/** An answer with a real 204 has no body and means the same. */
export const removed = { Status: 204, Message: null }
