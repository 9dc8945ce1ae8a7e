/** The log of events, for people who inspect the state and for webhooks. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import type { State } from "./State.ts"
import { seconds } from "./timestamps.ts"
import { post } from "./deliveries.ts"

/** Logs an event of a contact under the name that the vendor's newer pages use. */
export const note = (
  context: Context<State>,
  type: string,
  lead_uuid: string,
  subject_uuid: string | null = null
): void => {
  const { now, state } = context
  post(context, type, lead_uuid, subject_uuid)
  state.activities.push({ at: seconds(now()), type, lead_uuid, subject_uuid })
  if (state.activities.length > 1000) state.activities.shift()
}
