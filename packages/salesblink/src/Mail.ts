/** Sent, scheduled and received messages. */
import * as Schema from "effect/Schema"
import { anything, field, flag, moment, momentInDigits, text } from "./Field.ts"
import { MessageId, SenderId, SequenceId } from "./Ids.ts"

/** A message. */
export class Mail extends Schema.Opaque<Mail>()(
  Schema.Struct({
    id: Schema.NonEmptyString.annotate({ examples: ["4e5f6a7b-8c9d-4e0f-9a1b-2c3d4e5f6a01"] }),
    messageId: field(MessageId),
    /** `reply`: received. `email`: sent. */
    task_type: text("reply"),
    /** The lead's address. */
    email: text("jane.roe@example.com"),
    data: field(
      Schema.Struct({
        email: field(Schema.Struct({ subject: text("Re: A question"), body: text("<p>Tell me more.</p>") }))
      })
    ),
    scheduled_time: moment,
    completed: flag,
    completed_time: momentInDigits,
    unread: flag,
    sender: field(SenderId),
    sequence: field(SequenceId),
    error: field(anything)
  })
) {}
