/** E-mails: sending them, their delivery, and reading them back. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"
import { note } from "./activities.ts"
import { ok, type Problems, refuse, required } from "./responses.ts"
import { list, type Resource } from "./listing.ts"
import { seconds } from "./timestamps.ts"
import { chosen, find } from "./records.ts"
import { type Contact, type Email, type EmailBody, type SenderProfile, type State, team } from "./State.ts"

const resource: Resource<Email> = {
  name: "e-mails",
  fields: new Set([
    "uuid",
    "team_id",
    "user_id",
    "sender_profile_uuid",
    "mailbox_uuid",
    "email_body_uuid",
    "flow_uuid",
    "flow_node_id",
    "task_pipeline_uuid",
    "template_uuid",
    "gpt_prompt_uuid",
    "email_uid",
    "email_id",
    "folder",
    "lead_uuid",
    "thread_uuid",
    "status",
    "replied_to_uuid",
    "bounced_by_uuid",
    "type",
    "from_name",
    "from_email",
    "to_name",
    "to_email",
    "subject",
    "sending_attempts",
    "sent_at",
    "created_at",
    "updated_at"
  ]),
  timestamps: new Set(["sent_at", "created_at", "updated_at"]),
  searched: (_) => [_.subject, _.from_name, _.from_email, _.to_name, _.to_email]
}

/**
 * Milliseconds until the first attempt, between attempts, and until a bounce of an address that does not exist. Guess:
 * no page gives these times.
 */
const waiting = 10_000
const between = 60_000
const bouncing = 60_000
const attempts = 3

type Mail = Partial<Email> &
  Pick<Email, "from_email" | "from_name" | "status" | "subject" | "to_email" | "to_name" | "type">

/** An e-mail with its body, in its current state. */
export const add = (
  { now, state, uuid }: Pick<Context<State>, "now" | "state" | "uuid">,
  contact: Pick<Contact, "uuid">,
  profile: Pick<SenderProfile, "uuid" | "mailbox_uuid">,
  text: string,
  fields: Mail
): { readonly email: Email; readonly body: EmailBody } => {
  const at = seconds(now())
  const { subject } = fields
  const body: EmailBody = {
    uuid: uuid(),
    team_id: team,
    body: text,
    attachments: [],
    subject,
    created_at: at,
    updated_at: at
  }
  const email: Email = {
    uuid: uuid(),
    team_id: team,
    user_id: null,
    sender_profile_uuid: profile.uuid,
    mailbox_uuid: profile.mailbox_uuid,
    email_body_uuid: body.uuid,
    flow_uuid: null,
    flow_node_id: null,
    task_pipeline_uuid: null,
    template_uuid: null,
    gpt_prompt_uuid: null,
    email_uid: null,
    email_id: null,
    folder: null,
    lead_uuid: contact.uuid,
    thread_uuid: fields.thread_uuid ?? uuid(),
    replied_to_uuid: null,
    bounced_by_uuid: null,
    cc: [],
    bcc: [],
    headers: [],
    sending_attempts: 0,
    sent_at: null,
    created_at: at,
    updated_at: at,
    ...fields
  }
  state.emails[email.uuid] = email
  state.emailBodies[body.uuid] = body
  return { email, body }
}

/** Sends an e-mail. What is not given comes from the profile's mailbox and the contact. */
export const send = (
  context: Context<State>,
  contact: Contact,
  profile: SenderProfile,
  text: string,
  fields: Partial<Email>
): { readonly email: Email; readonly body: EmailBody } => {
  const mailbox = find(context.state.mailboxes, profile.mailbox_uuid)
  const sent = add(context, contact, profile, text, {
    ...fields,
    type: "outbox",
    status: "waiting",
    from_name: fields.from_name ?? mailbox?.name ?? null,
    from_email: fields.from_email ?? mailbox?.email ?? null,
    to_name: fields.to_name ?? contact.name,
    to_email: fields.to_email ?? addressOf(contact) ?? "",
    subject: fields.subject ?? null
  })
  context.schedule("send e-mail", sent.email.uuid, waiting)
  return sent
}

export const addressOf = ({ personal_email, work_email }: Contact): string | null => work_email ?? personal_email

type Handler = (call: Call<State>) => Reply

const listEmails: Handler = ({ query, state }) => {
  const { limit, offset, order_field, order_type, ...filter } = query
  return ok(list(Object.values(state.emails), resource, { limit, offset, order_field, order_type, filter }).data)
}

const sendEmail: Handler = (call) => {
  const { body, state } = call
  const { bcc = [], cc = [], from_email, from_name, lead_uuid, sender_profile_uuid, subject, to_email, to_name } = body
  // Guess: the API reference marks no field as required, but nothing can be sent without these.
  const problems: Problems = {
    ...(sender_profile_uuid === undefined && required("sender_profile_uuid")),
    ...(lead_uuid === undefined && required("lead_uuid"))
  }
  refuse(problems)
  const profile = chosen(state.senderProfiles, "sender profile", "sender_profile_uuid", sender_profile_uuid)
  const contact = chosen(state.contacts, "contact", "lead_uuid", lead_uuid)
  if (!to_email && addressOf(contact) === null) {
    refuse({ to_email: ["The to email field is required when the contact has no e-mail address."] })
  }
  // The documented body has no field for the text. Guess: an empty e-mail is sent.
  const sent = send(call, contact, profile, "", {
    user_id: 1,
    cc,
    bcc,
    ...(from_name && { from_name }),
    ...(from_email && { from_email }),
    ...(to_name && { to_name }),
    ...(to_email && { to_email }),
    ...(subject && { subject })
  })
  return ok({ emailDomain: sent.email, emailBodyDomain: sent.body })
}

export const operations = { listEmails, sendEmail }

/** The ids that mail servers assign to a message, and its folder. */
export const filed = (state: Pick<State, "next">, folder: "INBOX" | "Sent") => {
  const number = ++state.next.email
  return { email_uid: String(number), email_id: `${String(number).padStart(4, "0")}@mail.example.com`, folder }
}

/** Bounces an e-mail that was sent. */
export const bounce = (context: Context<State>, email: Email): void => {
  const { now, state } = context
  const at = seconds(now())
  const profile = { uuid: email.sender_profile_uuid, mailbox_uuid: email.mailbox_uuid }
  const notice = add(context, { uuid: email.lead_uuid }, profile, "The address does not exist.", {
    ...filed(state, "INBOX"),
    type: "inbox",
    status: "sync",
    thread_uuid: email.thread_uuid,
    replied_to_uuid: email.uuid,
    from_name: "Mail Delivery System",
    from_email: "mailer-daemon@mail.example.com",
    to_name: email.from_name,
    to_email: email.from_email ?? "",
    subject: "Undelivered Mail Returned to Sender",
    sent_at: at
  })
  email.status = "bounced"
  email.bounced_by_uuid = notice.email.uuid
  email.updated_at = at
  note(context, "email_bounced", email.lead_uuid, email.uuid)
}

export const jobs = {
  "send e-mail": (context: Context<State>, uuid: string): void => {
    const { now, schedule, state } = context
    const email = find(state.emails, uuid)
    if (email?.status !== "waiting") return
    email.updated_at = seconds(now())
    const contact = find(state.contacts, email.lead_uuid)
    // Guess: a contact that has unsubscribed or was deleted in the meantime gets nothing.
    if (contact === undefined || contact.email_status === "unsubscribed") {
      email.status = "cancelled"
      return
    }
    email.sending_attempts++
    const profile = find(state.senderProfiles, email.sender_profile_uuid)
    if (profile?.status !== "enabled" || find(state.mailboxes, email.mailbox_uuid) === undefined) {
      // Guess: three attempts, a minute apart.
      if (email.sending_attempts < attempts) schedule("send e-mail", uuid, between)
      else email.status = "error"
      return
    }
    email.status = "sent"
    email.sent_at = seconds(now())
    Object.assign(email, filed(state, "Sent"))
    note(context, "sender_profile_sent_email", email.lead_uuid, uuid)
    // Guess: mail to a domain that is reserved as invalid bounces.
    if (email.to_email.toLowerCase().endsWith(".invalid")) schedule("bounce e-mail", uuid, bouncing)
  },
  "bounce e-mail": (context: Context<State>, uuid: string): void => {
    const email = find(context.state.emails, uuid)
    if (email?.status === "sent") bounce(context, email)
  }
}
