/** The attendees of meetings and other events. */
import * as Schema from "effect/Schema"
import { field, flag, instant, oneOf, text } from "./Field.ts"

/** The attendees of an event, and their responses. */
export const Attendees = field(
  Schema.Array(
    Schema.Struct({
      name: text("Jane Roe"),
      email: text("jane.roe@example.com"),
      status: oneOf("needsAction", "accepted", "tentative", "declined"),
      organizer: flag,
      status_changed: flag,
      deleted_at: instant
    })
  )
)
