/**
 * Calendar events that are registered from outside. Their list derives from the specification, and this file writes to
 * it.
 */
import { stamp } from "./changes.ts"
import { team } from "./present.ts"
import { data } from "./operations.ts"
import type { Call, Reply, Untyped } from "./State.ts"

export const calendarEventOperations = {
  /** Creates or updates an event. Fields that are not sent keep their values. */
  upsertCalendarEvent: (call: Call): Reply => {
    const { body } = call
    const events: Record<string, Untyped> = (call.state as Untyped).events
    const known = Object.entries(events).find(([, one]) => one.id === body.id && one.i_cal_uid === body.i_cal_uid)
    const at = stamp(call)
    // Guess: an external calendar's name ends with the guid of its user.
    const user_guid = body.calendar_id.startsWith("external_") ? body.calendar_id.slice("external_".length) : null
    const event = { created_at: at, tenant_id: team, user_guid, ...known?.[1], ...body, updated_at: at }
    events[known?.[0] ?? encodeURIComponent(`${body.id}/${body.i_cal_uid}`)] = event
    return { ...data(event), status: 201 }
  }
}
