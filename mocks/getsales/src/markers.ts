/** The LinkedIn history of a contact with a sender profile. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import { find } from "./records.ts"
import type { Marker, State } from "./State.ts"

/** Returns the marker of the two, and creates it if there is none. Their conversation begins with it. */
export const markerOf = (
  { state, uuid }: Pick<Context<State>, "state" | "uuid">,
  lead: string,
  profile: string
): Marker => {
  const key = `${lead} ${profile}`
  return (
    find(state.markers, key) ??
    (state.markers[key] = {
      lead_uuid: lead,
      sender_profile_uuid: profile,
      linkedin_conversation_uuid: uuid(),
      last_message_type: null,
      linkedin_messages_inbox_count: 0,
      linkedin_messages_sent_count: 0,
      linkedin_read_count: 0,
      linkedin_last_connection_sent_at: null,
      linkedin_last_connection_accepted_at: null
    })
  )
}
