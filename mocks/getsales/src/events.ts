/**
 * Events that tests trigger: what contacts do, failures and bounces. They have the names of webhooks in the vendor's
 * newer pages, if there are any; those with a webhook are posted.
 */
import type { Event, Context } from "@salesbridge/mock-engine/sandbox"
import { note } from "./activities.ts"
import { add as addEmail, addressOf, bounce, filed } from "./emails.ts"
import { finish, stopOnReply } from "./flows.ts"
import { add as addMessage, hashOf } from "./linkedinMessages.ts"
import { markerOf } from "./markers.ts"
import { microseconds, seconds } from "./timestamps.ts"
import { find, type Records } from "./records.ts"
import type { Contact, Email, LinkedinMessage, State } from "./State.ts"

const john = "uuid-uuid-uuid-uuid-example"
const profile = "uuid-uuid-uuid-uuid-example"
const mary = "10b13691-d53f-44ed-aea6-f585d60459aa"

const named = <Row>(records: Records<Row>, thing: string, field: string, id: unknown): Row => {
  if (typeof id !== "string") throw new Error(`Name the ${thing} in "${field}".`)
  const found = find(records, id)
  if (found === undefined) throw new Error(`There is no ${thing} ${id}.`)
  return found
}

const last = <Row>(rows: ReadonlyArray<Row>): Row | undefined => rows.at(-1)

const unread = (contact: Contact, category: string): void => {
  const others = contact.unread_counts.filter((one) => one.category !== category)
  const before = contact.unread_counts.find((one) => one.category === category)?.count ?? 0
  contact.unread_counts = [...others, { category, count: before + 1 }]
}

const sentMessages = (state: State, lead: string): ReadonlyArray<LinkedinMessage> =>
  Object.values(state.linkedinMessages).filter(
    ({ lead_uuid, status, type }) => lead_uuid === lead && type === "outbox" && status === "done"
  )

/** The named e-mail, or the last one to the contact. */
const mailOf = (state: State, { email_uuid, lead_uuid }: { email_uuid?: string; lead_uuid?: string }): Email => {
  if (email_uuid !== undefined || lead_uuid === undefined)
    return named(state.emails, "e-mail", "email_uuid", email_uuid)
  const { uuid } = named(state.contacts, "contact", "lead_uuid", lead_uuid)
  const sent = Object.values(state.emails).filter(
    (email) => email.lead_uuid === uuid && email.type === "outbox" && email.status === "sent"
  )
  const found = last(sent)
  if (found === undefined) throw new Error(`No e-mail was sent to the contact ${uuid}.`)
  return found
}

const sentMailOf = (state: State, payload: { email_uuid?: string; lead_uuid?: string }): Email => {
  const email = mailOf(state, payload)
  if (email.type !== "outbox" || email.status !== "sent") {
    throw new Error(`The e-mail ${email.uuid} is ${email.type}, ${email.status}; it must be a sent one.`)
  }
  return email
}

const read = ({ now, state }: Context<State>, message: LinkedinMessage): void => {
  if (message.read_at !== null) return
  message.read_at = microseconds(now())
  message.updated_at = message.read_at
  const marker = find(state.markers, `${message.lead_uuid} ${message.sender_profile_uuid}`)
  if (marker !== undefined) marker.linkedin_read_count++
}

export const events: Readonly<Record<string, Event<State>>> = {
  contact_replied_linkedin_message: {
    description:
      "A contact answers on LinkedIn. The automations in which the sender profile writes to the contact end.",
    example: { lead_uuid: john, sender_profile_uuid: profile, text: "Thank you, tell me more." },
    trigger: (context, { lead_uuid, sender_profile_uuid, text = "Thank you, tell me more." }) => {
      const { now, state } = context
      const contact = named(state.contacts, "contact", "lead_uuid", lead_uuid)
      const before = sentMessages(state, contact.uuid)
      const sender = named(
        state.senderProfiles,
        "sender profile",
        "sender_profile_uuid",
        sender_profile_uuid ?? last(before)?.sender_profile_uuid ?? contact.sender_profile_uuid
      )
      for (const message of before) if (message.sender_profile_uuid === sender.uuid) read(context, message)
      const message = addMessage(context, contact, sender, {
        text: String(text),
        type: "inbox",
        automation: "synced",
        status: "done",
        sent_at: microseconds(now()),
        message_hash: hashOf(state)
      })
      const marker = markerOf(context, contact.uuid, sender.uuid)
      marker.linkedin_messages_inbox_count++
      marker.last_message_type = "inbox"
      unread(contact, "linkedin")
      contact.updated_at = seconds(now())
      // Guess: a reply ends the automations, as newer pages let each step choose.
      stopOnReply(context, contact.uuid, sender.uuid)
      note(context, "contact_replied_linkedin_message", contact.uuid, message.uuid)
    }
  },
  contact_read_linkedin_message: {
    description: "A contact reads the LinkedIn messages sent to it.",
    example: { lead_uuid: john },
    trigger: (context, { lead_uuid }) => {
      const { uuid } = named(context.state.contacts, "contact", "lead_uuid", lead_uuid)
      const sent = sentMessages(context.state, uuid)
      if (sent.length === 0) throw new Error(`No LinkedIn message was sent to the contact ${uuid}.`)
      for (const message of sent) read(context, message)
    }
  },
  contact_accepted_linkedin_connection_request: {
    description: "A contact accepts a connection request.",
    example: { lead_uuid: john, sender_profile_uuid: profile },
    trigger: (context, { lead_uuid, sender_profile_uuid }) => {
      const { now, state } = context
      const contact = named(state.contacts, "contact", "lead_uuid", lead_uuid)
      const sender = named(state.senderProfiles, "sender profile", "sender_profile_uuid", sender_profile_uuid)
      const marker = markerOf(context, contact.uuid, sender.uuid)
      marker.linkedin_last_connection_sent_at ??= seconds(now())
      marker.linkedin_last_connection_accepted_at = seconds(now())
      note(context, "contact_accepted_linkedin_connection_request", contact.uuid)
    }
  },
  linkedin_message_failed: {
    description: "LinkedIn refuses a message that has not been delivered yet.",
    example: {
      message_uuid: "d0000000-0000-4000-8000-000000000001",
      fail_reason: "LinkedIn's weekly limit is reached."
    },
    trigger: ({ now, state }, { fail_reason = "LinkedIn refused the message.", message_uuid }) => {
      const message = named(state.linkedinMessages, "LinkedIn message", "message_uuid", message_uuid)
      if (message.status !== "new" && message.status !== "in_progress") {
        throw new Error(`The LinkedIn message ${message.uuid} is ${message.status}; it must be new or in progress.`)
      }
      message.status = "failed"
      message.fail_reason = String(fail_reason)
      message.updated_at = microseconds(now())
    }
  },
  contact_replied_email: {
    description: "A contact answers an e-mail, by default the last one. The automation that sent it ends.",
    example: { lead_uuid: mary, body: "Thank you, tell me more." },
    trigger: (context, { body = "Thank you, tell me more.", email_uuid, lead_uuid }) => {
      const { now, state } = context
      const email = sentMailOf(state, { email_uuid, lead_uuid })
      const contact = named(state.contacts, "contact", "lead_uuid", email.lead_uuid)
      const sender = { uuid: email.sender_profile_uuid, mailbox_uuid: email.mailbox_uuid }
      const reply = addEmail(context, contact, sender, String(body), {
        ...filed(state, "INBOX"),
        type: "inbox",
        status: "sync",
        thread_uuid: email.thread_uuid,
        replied_to_uuid: email.uuid,
        from_name: contact.name,
        from_email: addressOf(contact) ?? email.to_email,
        to_name: email.from_name,
        to_email: email.from_email ?? "",
        subject: `Re: ${email.subject ?? ""}`.trim(),
        sent_at: seconds(now())
      })
      unread(contact, "email")
      contact.updated_at = seconds(now())
      stopOnReply(context, contact.uuid, email.sender_profile_uuid)
      note(context, "contact_replied_email", contact.uuid, reply.email.uuid)
    }
  },
  contact_opened_email: {
    description: "A contact opens an e-mail. Version 3.0 does not show this; the sandbox lists it in its activities.",
    example: { lead_uuid: mary },
    trigger: (context, payload) => {
      const email = sentMailOf(context.state, payload)
      note(context, "contact_opened_email", email.lead_uuid, email.uuid)
    }
  },
  contact_unsubscribed_email: {
    description: "A contact unsubscribes from e-mail. Waiting e-mails to the contact are cancelled.",
    example: { lead_uuid: mary },
    trigger: (context, { lead_uuid }) => {
      const { now, state } = context
      const contact = named(state.contacts, "contact", "lead_uuid", lead_uuid)
      contact.email_status = "unsubscribed"
      contact.updated_at = seconds(now())
      for (const email of Object.values(state.emails)) {
        if (email.lead_uuid !== contact.uuid || email.status !== "waiting") continue
        email.status = "cancelled"
        email.updated_at = seconds(now())
      }
      note(context, "contact_unsubscribed_email", contact.uuid)
    }
  },
  email_bounced: {
    description: "An e-mail bounces, by default the last one to the contact.",
    example: { lead_uuid: mary },
    trigger: (context, payload) => bounce(context, sentMailOf(context.state, payload))
  },
  automation_finished: {
    description: "An automation has done all its steps for a contact.",
    example: { flow_uuid: "uuid-uuid-uuid-uuid-example", lead_uuid: mary },
    trigger: (context, { flow_uuid, lead_uuid }) => {
      const { state } = context
      const flow = named(state.flows, "automation", "flow_uuid", flow_uuid)
      const contact = named(state.contacts, "contact", "lead_uuid", lead_uuid)
      const enrolled = Object.values(state.flowLeads).find(
        (one) => one.flow_uuid === flow.uuid && one.lead_uuid === contact.uuid && one.status === "in_progress"
      )
      if (enrolled === undefined) throw new Error(`The contact ${contact.uuid} is not in the automation ${flow.uuid}.`)
      finish(context, enrolled)
    }
  }
}
