/** Users of the team, and their groups. */
import { callerOf, viewOf } from "./access.ts"
import { find } from "./changes.ts"
import { among, byCreation, byUpdate, type Filter, ids, list, whether } from "./listing.ts"
import { data, get } from "./operations.ts"
import * as present from "./present.ts"
import type { Call, Group, User } from "./State.ts"

/** Words separated by blanks, each of which is in a name or the address. */
const search: Filter<User> = (text: string) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ email, first_name, last_name }) => {
    const places = [first_name, last_name, email].map((place) => place.toLowerCase())
    return words.every((word) => places.some((place) => place.includes(word)))
  }
}

/**
 * The active users that the caller can act on. Guess: a user who is not an administrator sees the groups that their own
 * groups can reach; the API reference leaves it to the team's policy.
 */
const visible: Filter<User> = (only: boolean, call) => {
  if (!only) return () => true
  const caller = callerOf(call)
  const reach = find(call.state, "groups", caller.group_id)?.accessible_ids ?? []
  return ({ active, group_id, id }) =>
    active && (caller.team_admin || id === caller.id || (group_id !== null && reach.includes(group_id)))
}

const listUsers = list<User>({
  rows: ({ state }) => state.users,
  present: present.user,
  filters: {
    ...ids,
    visible_only: visible,
    "guid[]": among(({ guid }) => guid),
    "group_id[]": among(({ group_id }) => group_id),
    "role_id[]": among(({ role_id }) => role_id),
    search,
    active: whether(({ active }) => active),
    has_crm_user: whether(({ crm_id }) => crm_id !== null),
    "work_country[]": among(({ work_country }) => work_country),
    "emails[]": among(({ email }) => email),
    "seat_package[]": among(() => present.seat),
    // Nobody here has a manager. Guess: the names of permissions, so nobody has one of them.
    managed_ar: whether(() => false),
    "manager_user_guid[]": among(() => null),
    "permissions[]": among(() => null)
  },
  sorts: {
    id: ({ id }) => id,
    email: ({ email }) => email.toLowerCase(),
    name: ({ first_name, last_name }) => `${first_name} ${last_name}`.toLowerCase(),
    group: ({ group_id }, state) => find(state, "groups", group_id)?.name.toLowerCase(),
    role: ({ role_id }) => role_id.toLowerCase()
  },
  paging: "requested",
  defaults: { visible_only: true }
})

const listGroups = list<Group>({
  rows: ({ state }) => state.groups,
  present: present.group,
  filters: { ...ids },
  sorts: { ...byUpdate, ...byCreation },
  paging: "never"
})

export const userOperations = {
  getMe: (call: Call) => data(present.user(callerOf(call), viewOf(call))),
  listUsers,
  getUser: get("users", present.user),
  listGroups,
  getGroup: get("groups", present.group)
}
