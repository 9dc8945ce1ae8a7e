/** Sequences, in version 1.0.0. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { shownEvent } from "./activity.ts"
import { owner } from "./access.ts"
import { find } from "./records.ts"
import { cut, during, narrowed, of } from "./listing.ts"
import * as outreach from "./outreach.ts"
import { notFound, success } from "./responses.ts"
import type { Lead, SalesBlinkCall, Sequence, State } from "./State.ts"

const tally = (state: State, { id }: Sequence) => {
  const count = (message: string) => state.activity.filter((_) => _.sequence_id === id && _.message === message).length
  return { sent: count("Sent"), opens: count("Opened"), clicks: count("Clicked"), replies: count("Replied") }
}

const listed = (state: State, sequence: Sequence) => {
  const { archived, id, name, owned_by, paused, starred } = sequence
  return { id, name, paused, starred, archived, owned_by, ...tally(state, sequence) }
}

const hasStatus = (state: State, sequence: Sequence, status: unknown): boolean => {
  if (status === undefined) return true
  const isDone = sequence.stopped || outreach.waiting(state, sequence) === 0
  const is = sequence.paused ? "paused" : isDone ? "completed" : "running"
  return is === status
}

export const getAllSequences = ({ query, state }: SalesBlinkCall) => {
  const found = narrowed(Object.values(state.sequences), query).filter((_) => hasStatus(state, _, query["status"]))
  return success(cut(found, query).map((sequence) => listed(state, sequence)))
}

export const createSequence = (call: SalesBlinkCall) => {
  const { lists, name, paused, senders, starred, steps, ...settings } = call.body
  const sequence: Sequence = {
    id: call.uuid(),
    name,
    paused: paused !== false,
    starred: starred === true,
    archived: false,
    stopped: false,
    owned_by: owner,
    date_created: new Date(call.now()).toISOString(),
    senders,
    lists,
    steps,
    settings
  }
  call.state.sequences[sequence.id] = sequence
  outreach.start(call, sequence)
  return success(
    { id: sequence.id, name, paused: sequence.paused, date_created: call.now() },
    "Sequence created successfully."
  )
}

/** The settings that a response shows, with their defaults. */
const shownSettings = {
  launchTimingMode: "now",
  delayFrom: 10,
  delayTo: 20,
  stopWhenReplyRecieved: true,
  evergreen: false,
  emailSendingHours: []
}

export const getSequence = of("sequences", ({ state }, sequence) => {
  const { lists, senders, settings, steps } = sequence
  const known = Object.entries(shownSettings).map(([name, usual]) => [name, settings[name] ?? usual])
  return success({ ...listed(state, sequence), lists, senders, ...Object.fromEntries(known), steps })
})

export const updateSequence = of("sequences", (call, sequence) => {
  const { lists, name, paused, senders, starred, steps, ...settings } = call.body
  Object.assign(sequence, {
    name: name ?? sequence.name,
    lists: lists ?? sequence.lists,
    senders: senders ?? sequence.senders,
    steps: steps ?? sequence.steps,
    starred: starred ?? sequence.starred,
    paused: paused ?? sequence.paused,
    settings: { ...sequence.settings, ...settings }
  })
  outreach.start(call, sequence)
  return success()
})

export const getSequenceStats = of("sequences", ({ state }, sequence) => {
  const { clicks: link_clicks, opens, replies, sent } = tally(state, sequence)
  const enrolments = outreach.within(state, sequence)
  const with_ = (status: string) => enrolments.filter((_) => _.status === status).length
  const scheduled = outreach.waiting(state, sequence)
  const positive = Object.values(state.mails).filter(
    (_) => _.sequence_id === sequence.id && _.outcome === "positive"
  ).length
  return success({
    leads: enrolments.length,
    sent,
    scheduled,
    pending: scheduled,
    outbox: 0,
    opens,
    link_clicks,
    replies,
    bounced: with_("bounced"),
    unsubscribed: with_("unsubscribed"),
    positive_replies: positive,
    errors: 0,
    owned_by: sequence.owned_by
  })
})

export const cloneSequence = of("sequences", (call, sequence) => {
  const id = call.uuid()
  const date_created = new Date(call.now()).toISOString()
  call.state.sequences[id] = { ...sequence, id, paused: true, archived: false, stopped: false, date_created }
  return success({ clonedSequenceId: id })
})

export const archiveSequence = of("sequences", (call, sequence) => {
  sequence.archived = call.body?.archived !== false
  if (sequence.archived) sequence.paused = true
  return success()
})

export const updateSequenceStatus = of("sequences", (call, sequence) => {
  const { status } = call.body
  sequence.paused = status !== "ACTIVE"
  sequence.stopped = status === "STOPPED"
  sequence.archived = status === "ARCHIVED"
  outreach.start(call, sequence)
  return success({ sequence_id: sequence.id, status }, `Sequence status updated to ${status}`)
})

export const getSequenceLeads = of("sequences", (call, sequence) => {
  const { query, state } = call
  const enrolments = outreach.within(state, sequence).filter(({ status }) => status !== "removed")
  const data = cut(enrolments, query).map(({ due, lead_id, status }) => {
    const {
      company_name = null,
      email = "",
      first_name = null,
      last_name = null
    } = find(state.leads, lead_id)?.fields ?? {}
    return { lead_id, email, first_name, last_name, company_name, status, last_task_time: Date.parse(due) }
  })
  const { limit = 100, skip = 0 } = query
  return success(data, undefined, { count: data.length, total: enrolments.length, skip, limit })
})

/** Looks up a lead in a sequence, for an operation on both. */
const ofLead = (operation: (call: SalesBlinkCall, sequence: Sequence, lead: Lead) => Reply) =>
  of("sequences", (call, sequence) => {
    const id = String(call.path["leadId"])
    const lead = find(call.state.leads, id)
    const isIn = find(call.state.enrolments, `${sequence.id}/${id}`) !== undefined
    return lead === undefined || !isIn ? notFound("lead", id) : operation(call, sequence, lead)
  })

export const getLeadMessages = ofLead(({ query, state }, sequence, lead) => {
  const events = during(state.activity, query).filter(
    ({ lead_id, sequence_id }) => lead_id === lead.id && sequence_id === sequence.id
  )
  const data = cut(events, query).map(shownEvent)
  return success(data, undefined, { count: data.length, skip: query["skip"] ?? 0, limit: query["limit"] ?? 100 })
})

export const unsubscribeLeadFromSequence = ofLead((call, sequence, lead) => {
  outreach.end(call, lead, "removed", sequence)
  return success()
})
