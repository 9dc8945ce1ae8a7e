/** The initial state of version 1.0.0: lists, their leads, and a running sequence with its results. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import { owner } from "./access.ts"
import { person } from "./people.ts"
import type { Activity, Enrolment, Lead, LeadList, Mail, Sequence, State } from "./State.ts"

/** The specification's examples name the first id of each series. */
const numbered = (stem: string) => (position: number) => `${stem}${String(position).padStart(2, "0")}`
const listId = numbered("b7f3c2d1-4e5a-4b6c-8d7e-9f0a1b2c3d")
const leadId = numbered("d4e5f6a7-1b2c-4d3e-8f4a-5b6c7d8e9f")
const contactId = (position: number) => `5f0c1d7e9b3a4c2d8e6f7c${(0x2f + position).toString(16)}`
const sequenceId = numbered("3c2a51b0-8f5e-4d0b-9a3c-6f7d1e2b4a")
const activityId = numbered("9c8b7a60-1d2e-4f3a-8b4c-5d6e7f8a9b")
const template = "507f1f77bcf86cd799439011"
const senders = "8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"

const firstSend = Date.UTC(2026, 0, 12, 9)
const hour = 3_600_000
const at = (hours: number) => new Date(firstSend + hours * hour).toISOString()

const list = (position: number, name: string): LeadList => ({
  id: listId(position),
  name,
  starred: position === 1,
  archived: false,
  owned_by: owner,
  last_modified: at(0),
  date_created: at(-48)
})

const lead = (position: number): Lead => {
  const [first, last] = position === 1 ? ["Jane", "Roe"] : names(position)
  return {
    id: leadId(position),
    contact_id: contactId(position),
    list_id: listId(position <= 16 ? 1 : 2),
    fields: {
      email: `${first}.${last}@example.com`.toLowerCase(),
      first_name: first,
      last_name: last,
      phone: "+46700000000",
      company_name: "Example Ltd",
      accuracy: "valid"
    },
    starred: false,
    archived: false,
    owned_by: owner,
    date_created: at(-24)
  }
}

/** Names that the legacy campaigns do not use. */
const names = (position: number): readonly [string, string] => {
  const { "First Name": first, "Last Name": last } = person(position + 300)
  return [String(first), String(last)]
}

const sequence = (position: number, name: string, paused: boolean): Sequence => ({
  id: sequenceId(position),
  name,
  paused,
  starred: false,
  archived: false,
  stopped: false,
  owned_by: owner,
  date_created: at(-24),
  senders,
  lists: [listId(position)],
  steps: [
    { type: "email", template_id: template },
    { type: "delay", days: 3 },
    { type: "email", template_id: template }
  ],
  settings: {}
})

const event = (position: number, message: Activity["message"], { fields, id }: Lead): Activity => ({
  id: activityId(position),
  at: at(position),
  message,
  sequence_id: sequenceId(1),
  lead_id: id,
  email: String(fields["email"]),
  sender: senders,
  template_id: template,
  body: message === "Replied" ? "<p>Tell me more.</p>" : null
})

export const outreachSeed = (
  morning: number,
  { now, schedule }: Pick<Context<State>, "now" | "schedule">
): Pick<State, "lists" | "leads" | "sequences" | "enrolments" | "activity" | "mails" | "blocklist"> => {
  const leads = Array.from({ length: 24 }, (_, index) => lead(index + 1))
  const enrolments: Record<string, Enrolment> = {}
  const activity: Array<Activity> = []
  const log = (message: Activity["message"], lead: Lead) => activity.push(event(activity.length + 1, message, lead))
  for (const [position, lead] of leads.slice(0, 16).entries()) {
    const isSent = position % 4 !== 3
    const status = !isSent ? "not_contacted" : position === 4 ? "replied" : position % 4 === 0 ? "opened" : "contacted"
    // Upcoming steps are due from the next morning on, so that the seed does not change while somebody looks at it.
    const due = morning + position * 10 * 60_000
    const key = `${sequenceId(1)}/${lead.id}`
    const ids = { sequence_id: sequenceId(1), lead_id: lead.id }
    enrolments[key] = { ...ids, next: isSent ? 2 : 0, status, due: new Date(due).toISOString() }
    schedule("step", { key }, due - now())
    if (isSent) log("Sent", lead)
    if (status === "opened" || status === "replied") log("Opened", lead)
    if (position === 0) log("Clicked", lead)
    if (status === "replied") log("Replied", lead)
  }
  const reply: Mail = {
    id: "4e5f6a7b-8c9d-4e0f-9a1b-2c3d4e5f6a01",
    messageId: "CAJ7x-1@mail.example.com",
    task_type: "reply",
    email: String(leads[4]!.fields["email"]),
    sender: senders,
    sequence_id: sequenceId(1),
    subject: "Re: A question",
    body: "<p>Tell me more.</p>",
    at: activity.at(-1)!.at,
    unread: true
  }
  const blocked = { id: "a3b4c5d6-7e8f-4a9b-8c0d-1e2f3a4b5c01", email: "example.org", date_created: at(0) }
  const byId = <A extends { readonly id: string }>(things: ReadonlyArray<A>) =>
    Object.fromEntries(things.map((thing) => [thing.id, thing]))
  return {
    lists: byId([list(1, "Spring leads"), list(2, "Trade fair")]),
    leads: byId(leads),
    sequences: byId([sequence(1, "Spring outreach", false), sequence(2, "Trade fair follow-up", true)]),
    enrolments,
    activity,
    mails: byId([reply]),
    blocklist: { "example.org": { ...blocked, type: "domain" } }
  }
}
