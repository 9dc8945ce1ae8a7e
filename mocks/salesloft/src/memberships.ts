/** People on cadences: how they are added, what the steps do for them, and how they leave. */
import { callerOf } from "./access.ts"
import { change, create, find, remove } from "./changes.ts"
import { among, byCreation, byUpdate, equal, ids, list, range, updated, whether } from "./listing.ts"
import { Check, type Invalid } from "./responses.ts"
import * as present from "./present.ts"
import type { Action, Cadence, Input, Membership, Person, Step, User, Context } from "./State.ts"
import { actions, cadence_memberships, steps } from "./tables.ts"
import { daysAfter, timestamp } from "./timestamps.ts"

/** How long after it is due an automated email is sent, in milliseconds. Guess: the API reference is silent. */
const sending = 60_000

/** Whether people can be added to a cadence now. */
export const isAddable = ({ archived_at, draft }: Cadence): boolean => archived_at === null && !draft

/** Adds a person to a cadence. */
export const addToCadence = (context: Context, caller: User, input: Input): Membership | Invalid => {
  const { state } = context
  const check = new Check()
  const person = find(state, "people", input.person_id)
  const cadence = find(state, "cadences", input.cadence_id)
  const user = input.user_id === undefined ? caller : find(state, "users", input.user_id)
  const step = input.step_id === undefined ? undefined : find(state, "steps", input.step_id)
  check.that(person !== undefined, "person_id", "does not exist")
  check.that(cadence !== undefined, "cadence_id", "does not exist")
  check.that(user?.active === true, "user_id", "does not exist")
  if (input.step_id !== undefined) {
    check.that(step !== undefined && step.cadence_id === cadence?.id, "step_id", "is not a step of the cadence")
  }
  if (person === undefined || cadence === undefined || user === undefined) return check.problems!
  check.that(!person.do_not_contact, "person_id", "has opted out of all communication")
  check.that(isAddable(cadence), "cadence_id", "does not take people, because it is archived or a draft")
  // Guess: 422 rather than 403; the API reference says only that it cannot be.
  check.that(
    cadence.team_cadence || cadence.owner_id === user.id,
    "user_id",
    "must own the cadence, or it must be a team cadence"
  )
  const before = membershipOf(context, person.id, cadence.id)
  check.that(before?.currently_on_cadence !== true, "person_id", "is already on this cadence")
  const { problems } = check
  if (problems !== undefined) return problems
  const first = step ?? stepsOf(context, cadence.id)[0]
  const fields = {
    added_at: timestamp(Math.floor(context.now() * 1000)),
    user_id: user.id,
    currently_on_cadence: true,
    current_state: "staged",
    first_day: first?.day ?? 1,
    latest_action_id: null
  }
  let membership = before
  // A person who is added again keeps the existing membership.
  if (membership === undefined) {
    membership = create(context, "cadence_memberships", { person_id: person.id, cadence_id: cadence.id, ...fields })
  } else change(context, "cadence_memberships", membership, fields)
  change(context, "people", person, {
    most_recent_cadence_id: cadence.id,
    ...(cadence.added_stage_id !== null && { person_stage_id: cadence.added_stage_id })
  })
  enter(context, membership, first)
  return membership
}

const membershipOf = ({ state }: Context, person: number, cadence: number): Membership | undefined => {
  for (const membership of cadence_memberships.by(state.cadence_memberships, "person", person)) {
    if (membership.cadence_id === cadence) return membership
  }
  return undefined
}

/** The enabled steps, in order. */
const stepsOf = ({ state }: Pick<Context, "state">, cadence: number): ReadonlyArray<Step> =>
  [...steps.by(state.steps, "cadence", cadence)]
    .filter(({ disabled }) => !disabled)
    .toSorted((one, other) => one.day - other.day || one.step_number - other.step_number || one.id - other.id)

/** Creates a membership's next action, or completes the membership if no step is left. */
const enter = (context: Context, membership: Membership, from: Step | undefined): void => {
  const person = find(context.state, "people", membership.person_id)
  const step = from === undefined || person === undefined ? from : unrestricted(context, person, from)
  if (step === undefined) {
    finish(context, membership)
    return
  }
  const day = daysAfter(membership.added_at.slice(0, 10), step.day - membership.first_day)
  const action = create(context, "actions", {
    membership_id: membership.id,
    person_id: membership.person_id,
    cadence_id: membership.cadence_id,
    step_id: step.id,
    user_id: membership.user_id,
    type: step.type,
    status: "in_progress",
    due_on: `${day}T00:00:00.000000Z`
  })
  // Recorded without a change of its own, so subscribers get no event for it.
  Object.assign(membership, { latest_action_id: action.id })
  if (step.type === "email" && step.automated) {
    context.schedule("send", { action: action.id }, Math.max(0, Date.parse(action.due_on) - context.now()) + sending)
  }
}

/** Returns this step, or the first later one that the person's restrictions allow. Others are skipped. */
const unrestricted = (context: Context, person: Person, from: Step): Step | undefined => {
  const all = stepsOf(context, from.cadence_id)
  return all.slice(all.findIndex(({ id }) => id === from.id)).find(({ type }) => {
    if (type === "email") return mayEmail(person)
    return type !== "phone" || mayCall(person)
  })
}

export const mayEmail = ({ contact_restrictions, do_not_contact, email_address }: Person): boolean =>
  !!email_address && !do_not_contact && contact_restrictions?.includes("email") !== true

export const mayCall = ({ contact_restrictions, do_not_contact }: Person): boolean =>
  !do_not_contact && contact_restrictions?.includes("call") !== true

export const mayText = ({ contact_restrictions, do_not_contact }: Person): boolean =>
  !do_not_contact && contact_restrictions?.includes("message") !== true

/** Completes an action and moves its membership to the next step. */
export const complete = (context: Context, action: Action, counts: Membership["counts"] = {}): void => {
  const { state } = context
  remove(context, "actions", action)
  const membership = find(state, "cadence_memberships", action.membership_id)
  const person = find(state, "people", action.person_id)
  if (person !== undefined) change(context, "people", person, { last_completed_step_id: action.step_id })
  if (membership?.currently_on_cadence !== true) return
  const all = stepsOf(context, action.cadence_id)
  const next = all[all.findIndex(({ id }) => id === action.step_id) + 1]
  change(context, "cadence_memberships", membership, {
    current_state: next?.type === "email" && next.automated ? "scheduled" : "active",
    counts: add(membership.counts, counts)
  })
  enter(context, membership, next)
}

/** Adds two objects of counts by name. */
export const add = <C extends object>(one: C | undefined, other: C): C => {
  const sums: Record<string, number> = { ...one }
  for (const [name, value] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + Number(value)
  return sums as C
}

const finish = (context: Context, membership: Membership): void => {
  change(context, "cadence_memberships", membership, { current_state: "completed", currently_on_cadence: false })
  setStage(context, membership, "finished_stage_id")
}

/** Gives a person the stage that the cadence has for this event. */
export const setStage = (
  context: Context,
  { cadence_id, person_id }: Membership,
  stage: "bounced_stage_id" | "replied_stage_id" | "finished_stage_id"
): void => {
  const id = find(context.state, "cadences", cadence_id)?.[stage] ?? null
  const person = find(context.state, "people", person_id)
  if (person !== undefined && id !== null) change(context, "people", person, { person_stage_id: id })
}

/** Removes a person from a cadence. */
export const leave = (context: Context, membership: Membership, changes: Partial<Membership> = {}): void => {
  for (const action of actions.by(context.state.actions, "membership", membership.id))
    remove(context, "actions", action)
  change(context, "cadence_memberships", membership, {
    currently_on_cadence: false,
    current_state: membership.current_state === "staged" ? "removed_no_action" : "removed",
    ...changes
  })
}

/** Removes a person from all cadences. */
export const leaveAll = (context: Context, person: number, changes: Partial<Membership> = {}): void => {
  for (const membership of cadence_memberships.by(context.state.cadence_memberships, "person", person)) {
    if (membership.currently_on_cadence) leave(context, membership, changes)
    else if (changes.person_deleted === true) change(context, "cadence_memberships", membership, changes)
  }
}

export const listCadenceMemberships = list<Membership>({
  rows: ({ state }) => state.cadence_memberships,
  present: present.membership,
  filters: {
    ...ids,
    ...updated,
    person_id: equal(({ person_id }) => person_id),
    cadence_id: equal(({ cadence_id }) => cadence_id),
    currently_on_cadence: whether(({ currently_on_cadence }) => currently_on_cadence)
  },
  sorts: { ...byUpdate, added_at: ({ added_at }) => added_at }
})

/** Lists the user's own actions in progress. An administrator gets those of the whole team, and may filter by users. */
export const listActions = list<Action>({
  rows: (call) => {
    const caller = callerOf(call)
    return call.state.actions.filter(
      ({ status, user_id }) => status === "in_progress" && (caller.team_admin || user_id === caller.id)
    )
  },
  present: present.action,
  filters: {
    ...ids,
    ...updated,
    step_id: equal(({ step_id }) => step_id),
    type: equal(({ type }) => type),
    due_on: range("due_on", ({ due_on }) => due_on),
    "user_guid[]": among(({ user_id }, state) => find(state, "users", user_id)?.guid),
    "person_id[]": among(({ person_id }) => person_id),
    "cadence_id[]": among(({ cadence_id }) => cadence_id),
    // Actions of the sandbox have no such group.
    "multitouch_group_id[]": among(() => null)
  },
  sorts: { ...byUpdate, ...byCreation }
})

export const hasDueActions = (step: Step, state: Context["state"], now: number): boolean => {
  for (const action of actions.by(state.actions, "step", step.id)) if (present.isDue(action, now)) return true
  return false
}
