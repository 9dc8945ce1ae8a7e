/** A sequence of version 1.0.0: it moves the leads of its lists from step to step, on the sandbox's clock. */
import { find } from "./records.ts"
import type { Activity, Enrolment, Lead, SalesBlinkContext, Sequence, State } from "./State.ts"

/** A sequence that is started now begins after five minutes. */
const startsAfter = 5 * 60_000
const day = 86_400_000

const keyOf = ({ id }: Sequence, lead: Lead) => `${id}/${lead.id}`

const runs = ({ archived, paused, stopped }: Sequence): boolean => !paused && !archived && !stopped

export const leadsIn = ({ leads }: State, list: string): ReadonlyArray<Lead> =>
  Object.values(leads).filter(({ list_id }) => list_id === list)

/** The enrolments of a lead. */
export const of = ({ enrolments }: State, { id }: Lead): ReadonlyArray<Enrolment> =>
  Object.values(enrolments).filter(({ lead_id }) => lead_id === id)

/** The enrolments in a sequence. */
export const within = ({ enrolments }: State, { id }: Sequence): ReadonlyArray<Enrolment> =>
  Object.values(enrolments).filter(({ sequence_id }) => sequence_id === id)

/** Whether a lead left the sequence before its last step. */
export const hasLeft = ({ status }: Enrolment): boolean =>
  ["replied", "bounced", "unsubscribed", "removed"].includes(status)

const isOver = (sequence: Sequence, enrolment: Enrolment): boolean =>
  enrolment.next >= sequence.steps.length || hasLeft(enrolment)

/** The number of leads with a step to come. */
export const waiting = (state: State, sequence: Sequence): number =>
  within(state, sequence).filter((_) => !isOver(sequence, _)).length

const isBlocked = ({ blocklist }: State, { fields }: Lead): boolean => {
  const email = String(fields["email"]).toLowerCase()
  return find(blocklist, email) !== undefined || find(blocklist, email.split("@").at(-1) ?? "") !== undefined
}

/** Enrols those of these leads that are in one of a running sequence's lists and not in the sequence yet. */
export const enrol = (context: SalesBlinkContext, sequence: Sequence, leads: ReadonlyArray<Lead>): void => {
  if (!runs(sequence)) return
  for (const lead of leads) {
    const key = keyOf(sequence, lead)
    if (!sequence.lists.includes(lead.list_id) || lead.archived || find(context.state.enrolments, key)) continue
    const due = new Date(context.now() + startsAfter).toISOString()
    const ids = { sequence_id: sequence.id, lead_id: lead.id }
    context.state.enrolments[key] = { ...ids, next: 0, status: "not_contacted", due }
    context.schedule("step", { key }, startsAfter)
  }
}

/** Starts a sequence, or resumes it after a pause. */
export const start = (context: SalesBlinkContext, sequence: Sequence): void => {
  enrol(context, sequence, Object.values(context.state.leads))
  for (const enrolment of within(context.state, sequence)) {
    const late = Date.parse(enrolment.due) <= context.now() && !isOver(sequence, enrolment)
    if (late) context.schedule("step", { key: `${enrolment.sequence_id}/${enrolment.lead_id}` }, 0)
  }
}

export const note = (
  { now, state, uuid }: SalesBlinkContext,
  message: Activity["message"],
  sequence: Sequence,
  lead: Lead,
  template_id: string | null = null,
  body: string | null = null
): void => {
  const sender = sequence.senders.split(",")[0]!.trim()
  const { id: lead_id } = lead
  const email = String(lead.fields["email"])
  const at = new Date(now()).toISOString()
  state.activity.push({ id: uuid(), at, message, sequence_id: sequence.id, lead_id, email, sender, template_id, body })
}

/**
 * Does a step for a lead, unless the sequence is paused or the lead has finished. A paused step is done when the
 * sequence resumes.
 */
const step = (context: SalesBlinkContext, { key }: { readonly key: string }): void => {
  const { state } = context
  const enrolment = find(state.enrolments, key)
  const sequence = enrolment && find(state.sequences, enrolment.sequence_id)
  const lead = enrolment && find(state.leads, enrolment.lead_id)
  if (enrolment === undefined || sequence === undefined || lead === undefined) return
  if (!runs(sequence) || isOver(sequence, enrolment) || Date.parse(enrolment.due) > context.now()) return
  if (isBlocked(state, lead)) {
    enrolment.status = "unsubscribed"
    return
  }
  const now = sequence.steps[enrolment.next++]!
  if (now.type === "email") {
    if (enrolment.status === "not_contacted") enrolment.status = "contacted"
    note(context, "Sent", sequence, lead, now.template_id)
  }
  // Guess: an e-mail directly after another follows at once.
  const after = now.type === "delay" ? now.days * day : 0
  enrolment.due = new Date(context.now() + after).toISOString()
  context.schedule("step", { key }, after)
}

/** Cancels the planned steps of a lead, in one sequence or in all. Returns their number. */
export const end = (
  { state }: SalesBlinkContext,
  lead: Lead,
  status: Enrolment["status"],
  sequence?: Sequence
): number => {
  let ended = 0
  for (const enrolment of of(state, lead)) {
    const known = find(state.sequences, enrolment.sequence_id)
    if (known === undefined || (sequence !== undefined && known !== sequence)) continue
    if (isOver(known, enrolment)) continue
    ended += known.steps.slice(enrolment.next).filter(({ type }) => type === "email").length
    enrolment.status = status
  }
  return ended
}

/** Stops all sequences for a lead. Returns the number of cancelled steps. */
export const unsubscribe = (context: SalesBlinkContext, lead: Lead): number => {
  const { now, state, uuid } = context
  const email = String(lead.fields["email"]).toLowerCase()
  const date_created = new Date(now()).toISOString()
  state.blocklist[email] ??= { id: uuid(), email, type: "email", date_created }
  for (const { sequence_id } of of(state, lead)) {
    const sequence = find(state.sequences, sequence_id)
    if (sequence !== undefined) note(context, "Unsubscribed", sequence, lead)
  }
  return end(context, lead, "unsubscribed")
}

export const jobs = { step }
