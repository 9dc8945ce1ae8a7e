/** Emails: how steps of cadences send them, and what happens to them afterwards. */
import { hasScope, viewOf } from "./access.ts"
import { change, create, find, tell } from "./changes.ts"
import { contacted } from "./calls.ts"
import { among, byUpdate, ids, list, range, updated, whether } from "./listing.ts"
import { refused } from "./responses.ts"
import { add, complete, mayEmail } from "./memberships.ts"
import { data, withRow } from "./operations.ts"
import * as present from "./present.ts"
import { notify } from "./deliveries.ts"
import type { Action, Call, Email, Reply, Context } from "./State.ts"

/** The word in a token that grants the scope `email_contents:read`, which `scoped_fields[]` needs. */
const contentScope = "email-contents"

/** Shows an email, with the `scoped_fields[]` that the call asks for. */
const show = (row: Email, view: present.View, { query }: Call) => {
  const scoped: ReadonlyArray<string> = query["scoped_fields[]"] ?? []
  return {
    ...present.email(row, view),
    ...(scoped.includes("subject") && { subject: row.subject }),
    ...(scoped.includes("body") && { body: row.body }),
    ...(scoped.includes("error_message") && { error_message: null })
  }
}

/** Refuses requests for scoped fields without the scope. */
const scoped =
  (answer: (call: Call) => Reply) =>
  (call: Call): Reply => {
    const fields: ReadonlyArray<string> = call.query["scoped_fields[]"] ?? []
    return fields.length > 0 && !hasScope(call, contentScope)
      ? refused("Requested scoped field(s) could not be returned, required scope access not included.")
      : answer(call)
  }

/** Sends the email of an action when it is due. */
export const send = (context: Context, { action: id }: { readonly action: number }): void => {
  const action = find(context.state, "actions", id)
  if (action !== undefined) sendNow(context, action)
}

const sendNow = (context: Context, action: Action): void => {
  const { state } = context
  const person = find(state, "people", action.person_id)
  const step = find(state, "steps", action.step_id)
  if (person === undefined || step === undefined) return
  if (mayEmail(person)) {
    const activity = create(context, "crm_activities", {
      subject: `Email: ${step.name}`,
      description: null,
      activity_type: "email",
      crm_id: null,
      error: null,
      custom_crm_fields: { direction: "outbound" },
      person_id: person.id,
      user_id: action.user_id
    })
    const email = create(context, "emails", {
      recipient_email_address: person.email_address!,
      subject: step.name,
      body: `Hello ${person.first_name ?? "there"}`,
      status: "sent",
      bounced: false,
      sent_at: activity.created_at,
      send_after: null,
      personalization: "0.0",
      headers: {},
      counts: { clicks: 0, views: 0, replies: 0 },
      user_id: action.user_id,
      person_id: person.id,
      mailing_id: 40_000 + action.id,
      action_id: action.id,
      crm_activity_id: activity.id,
      cadence_id: action.cadence_id,
      step_id: step.id,
      email_template_id: null
    })
    emailUpdated(context, email)
    const at = email.created_at
    change(context, "people", person, {
      last_contacted_at: at,
      last_contacted_type: "email",
      last_contacted_by_id: action.user_id,
      counts: add(person.counts, { emails_sent: 1 })
    })
    contacted(context, person.account_id, { at, type: "email", user: action.user_id, person: person.id })
    complete(context, action, { sent_emails: 1 })
  } else complete(context, action)
}

/** Notifies subscribers of a new email, with update events: there is no event for its creation. */
const emailUpdated = (context: Context, email: Email): void => {
  tell(context, "emails", email, "updated")
  contentsUpdated(context, email)
}

const contentsUpdated = (context: Context, email: Email): void =>
  notify(context, "email_with_body_and_subject_updated", () => ({
    ...present.email(email, present.vendorView(context)),
    subject: email.subject,
    body: email.body
  }))

/** Changes an email and sends both of its events. */
export const changeEmail = (context: Context, email: Email, changes: Partial<Email>): void => {
  change(context, "emails", email, changes)
  contentsUpdated(context, email)
}

const emails = list<Email>({
  rows: ({ state }) => state.emails,
  present: show,
  filters: {
    ...ids,
    ...updated,
    bounced: whether(({ bounced }) => bounced),
    "crm_activity_id[]": among(({ crm_activity_id }) => crm_activity_id),
    "action_id[]": among(({ action_id }) => action_id),
    "user_id[]": among(({ user_id }) => user_id),
    "status[]": among(({ status }) => status),
    "cadence_id[]": among(({ cadence_id }) => cadence_id),
    "step_id[]": among(({ step_id }) => step_id),
    one_off: whether(({ cadence_id }) => cadence_id === null),
    "person_id[]": among(({ person_id }) => person_id),
    "email_addresses[]": (values: ReadonlyArray<string>, call) =>
      among<Email>((email) => email.recipient_email_address.toLowerCase())(
        values.map((value) => value.toLowerCase()),
        call
      ),
    "personalization[]": among(({ personalization }) => personalization),
    sent_at: range("sent_at", ({ sent_at }) => sent_at),
    "email_template_id[]": among(({ email_template_id }) => email_template_id),
    "account_id[]": among(({ person_id }, state) => find(state, "people", person_id)?.account_id),
    has_replies: whether(({ counts }) => counts.replies > 0),
    has_clicks: whether(({ counts }) => counts.clicks > 0),
    has_views: whether(({ counts }) => counts.views > 0)
  },
  sorts: { ...byUpdate, send_time: ({ send_after, sent_at }) => sent_at ?? send_after }
})

export const emailOperations = {
  listEmails: scoped(emails),
  getEmail: scoped(withRow("emails", (row, call) => data(show(row, viewOf(call), call))))
}

/** Returns the last email sent to a person. */
export const lastEmailTo = (context: Context, person: number): Email | undefined =>
  context.state.emails.findLast(({ person_id }) => person_id === person)
