/** The attendees of meetings and other events. */
import * as Schema from "effect/Schema"
import { boolean, field, instant, oneOf, string } from "./Field.ts"

/** The attendees of an event, and their responses. */
export const Attendees = field(
  Schema.Array(
    Schema.Struct({
      name: string("Jane Roe"),
      email: string("jane.roe@example.com"),
      status: oneOf("needsAction", "accepted", "tentative", "declined"),
      organizer: boolean,
      status_changed: boolean,
      deleted_at: instant
    })
  )
)
