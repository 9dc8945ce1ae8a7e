/** Cadences and their steps. They are created in the application, and the API only reads them. */
import { find } from "./changes.ts"
import { among, byCreation, byUpdate, equal, type Filter, ids, list, updated, whether } from "./listing.ts"
import { Invalid } from "./responses.ts"
import { hasDueActions, isAddable } from "./memberships.ts"
import { get } from "./operations.ts"
import { tagged } from "./people.ts"
import * as present from "./present.ts"
import type { Cadence, Step } from "./State.ts"

/** Parses a JSON array of group ids. */
const groupIds: Filter<Cadence> = (text: string) => {
  const wrong = new Invalid({ group_ids: ["must be a JSON array of ids"] })
  let wanted: unknown
  try {
    wanted = JSON.parse(text)
  } catch {
    return wrong
  }
  if (!Array.isArray(wanted)) return wrong
  const all = new Set(wanted.map(String))
  return ({ group_ids }) => group_ids.some((id) => all.has(String(id)))
}

const listCadences = list<Cadence>({
  rows: ({ state }) => state.cadences,
  present: present.cadence,
  filters: {
    ...ids,
    ...updated,
    team_cadence: whether(({ team_cadence }) => team_cadence),
    shared: whether(({ shared }) => shared),
    "owned_by_guid[]": among(({ owner_id }, state) => find(state, "users", owner_id)?.guid),
    people_addable: whether(isAddable),
    "name[]": among(({ name }) => name),
    group_ids: groupIds,
    archived: whether(({ archived_at }) => archived_at !== null),
    "tag_ids[]": tagged(),
    override_contact_restrictions: whether(() => false),
    "pending_actions_assigned_to[]": among(({ id }, state) =>
      state.actions
        .filter(({ cadence_id }) => cadence_id === id)
        .map(({ user_id }) => find(state, "users", user_id)?.guid)
    )
  },
  sorts: { ...byUpdate, ...byCreation, name: ({ name }) => name.toLowerCase() }
})

const listSteps = list<Step>({
  rows: ({ state }) => state.steps,
  present: present.step,
  filters: {
    ...ids,
    ...updated,
    cadence_id: equal(({ cadence_id }) => cadence_id),
    type: equal(({ type }) => type),
    has_due_actions:
      (wanted, { now, state }) =>
      (row) =>
        hasDueActions(row, state, now()) === wanted
  },
  sorts: { ...byUpdate, ...byCreation }
})

export const cadenceOperations = {
  listCadences,
  getCadence: get("cadences", present.cadence),
  listSteps,
  getStep: get("steps", present.step)
}
