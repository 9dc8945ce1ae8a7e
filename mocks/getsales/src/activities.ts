/** What happened, for people who look at the state; version 3.0 has no call that shows it. */
import type { World } from "@salesbridge/mock-engine/sandbox"
import { seconds } from "./timestamps.ts"
import type { State } from "./State.ts"

/** Notes that something happened to a contact, named as the vendor's newer pages name it. */
export const note = (
  { now, state }: World<State>,
  type: string,
  lead_uuid: string,
  subject_uuid: string | null = null
): void => {
  state.activities.push({ at: seconds(now()), type, lead_uuid, subject_uuid })
  if (state.activities.length > 1000) state.activities.shift()
}
