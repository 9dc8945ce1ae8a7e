/** The operations on people on cadences. */
import { callerOf } from "./access.ts"
import { addToCadence, leave, listActions, listCadenceMemberships } from "./memberships.ts"
import { answer, get, withRow } from "./operations.ts"
import * as present from "./present.ts"
import type { Call } from "./State.ts"

export const membershipOperations = {
  listCadenceMemberships,
  createCadenceMembership: (call: Call) =>
    answer(call, addToCadence(call, callerOf(call), call.body), present.membership),
  getCadenceMembership: get("cadence_memberships", present.membership),
  // Guess: the membership remains as a past one, because a person has only one per cadence.
  deleteCadenceMembership: withRow("cadence_memberships", (row, call) => {
    if (row.currently_on_cadence) leave(call, row)
    return { status: 204 }
  }),
  listActions,
  getAction: get("actions", present.action)
}
