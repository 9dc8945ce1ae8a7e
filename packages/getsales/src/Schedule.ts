/** The working hours of automations and sender profiles. */
import * as Schema from "effect/Schema"
import { boolean, field, integer, string } from "./Field.ts"

/** The hours of the week, in responses. */
export class Schedule extends Schema.Opaque<Schedule>()(
  Schema.Struct({
    timezone: string("Europe/Oslo"),
    /** Whether the hours are in the contact's time zone. */
    use_lead_timezone: boolean,
    timeblocks: field(
      Schema.Array(
        Schema.Struct({
          /** The day of the week. */
          dow: integer(1),
          /** The first minute of the day. */
          min: integer(540),
          /** The last minute of the day. */
          max: integer(1080)
        })
      )
    )
  })
) {}

/** The hours of the week, as input. */
export class ScheduleInput extends Schema.Opaque<ScheduleInput>()(
  Schema.Struct({
    timezone: Schema.optional(Schema.String.annotate({ examples: ["Europe/Oslo"] })),
    timeblocks: Schema.optional(
      Schema.Array(
        Schema.Struct({
          dow: Schema.optional(Schema.Int.annotate({ examples: [1] })),
          min: Schema.optional(Schema.Int.annotate({ examples: [540] })),
          max: Schema.optional(Schema.Int.annotate({ examples: [1080] }))
        })
      )
    )
  })
) {}
