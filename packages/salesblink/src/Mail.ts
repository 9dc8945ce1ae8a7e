/** Sent, scheduled and received messages. */
import * as Schema from "effect/Schema"
import { anything, boolean, field, string, timestamp, timestampInDigits } from "./Field.ts"
import { MessageId, SenderId, SequenceId } from "./Ids.ts"

/** A message. */
export class Mail extends Schema.Opaque<Mail>()(
  Schema.Struct({
    id: Schema.NonEmptyString.annotate({ examples: ["4e5f6a7b-8c9d-4e0f-9a1b-2c3d4e5f6a01"] }),
    messageId: field(MessageId),
    /** `reply`: received. `email`: sent. */
    task_type: string("reply"),
    /** The lead's address. */
    email: string("jane.roe@example.com"),
    data: field(
      Schema.Struct({
        email: field(Schema.Struct({ subject: string("Re: A question"), body: string("<p>Tell me more.</p>") }))
      })
    ),
    scheduled_time: timestamp,
    completed: boolean,
    completed_time: timestampInDigits,
    unread: boolean,
    sender: field(SenderId),
    sequence: field(SequenceId),
    error: field(anything)
  })
) {}
