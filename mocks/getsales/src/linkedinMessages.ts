/** LinkedIn messages: sending them, their delivery, and reading them back. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"
import { note } from "./activities.ts"
import { ok, type Problems, refuse, required } from "./responses.ts"
import { list, type Resource } from "./listing.ts"
import { markerOf } from "./markers.ts"
import { microseconds } from "./timestamps.ts"
import { chosen, find } from "./records.ts"
import { type Contact, type LinkedinMessage, type SenderProfile, type State, team } from "./State.ts"
import { fill } from "./templates.ts"

const resource: Resource<LinkedinMessage> = {
  name: "LinkedIn messages",
  fields: new Set([
    "uuid",
    "team_id",
    "sender_profile_uuid",
    "linkedin_account_uuid",
    "linkedin_conversation_uuid",
    "lead_uuid",
    "task_pipeline_uuid",
    "template_uuid",
    "message_hash",
    "text",
    "type",
    "automation",
    "status",
    "fail_reason",
    "read_at",
    "sent_at",
    "user_id",
    "created_at",
    "updated_at"
  ]),
  timestamps: new Set(["read_at", "sent_at", "created_at", "updated_at"]),
  searched: ({ text }) => [text]
}

/** Milliseconds from new to in_progress, and from there to done or failed. Guess: no page gives these times. */
const beginning = 5000
const sending = 10_000

type Message = Partial<LinkedinMessage> & Pick<LinkedinMessage, "automation" | "status" | "text" | "type">

/** Adds a message between a contact and a sender profile. */
export const add = (
  context: Pick<Context<State>, "now" | "state" | "uuid">,
  contact: Pick<Contact, "uuid">,
  profile: Pick<SenderProfile, "uuid" | "linkedin_account_uuid">,
  fields: Message
): LinkedinMessage => {
  const at = microseconds(context.now())
  const message: LinkedinMessage = {
    uuid: context.uuid(),
    team_id: team,
    sender_profile_uuid: profile.uuid,
    linkedin_account_uuid: profile.linkedin_account_uuid,
    linkedin_conversation_uuid: markerOf(context, contact.uuid, profile.uuid).linkedin_conversation_uuid,
    lead_uuid: contact.uuid,
    task_pipeline_uuid: null,
    template_uuid: null,
    message_hash: null,
    custom_content: [],
    attachments: [],
    fail_reason: null,
    read_at: null,
    sent_at: null,
    user_id: null,
    created_at: at,
    updated_at: at,
    ...fields
  }
  context.state.linkedinMessages[message.uuid] = message
  return message
}

/** Sends a message. */
export const send = (
  context: Context<State>,
  contact: Contact,
  profile: SenderProfile,
  fields: Omit<Message, "type" | "status">
): LinkedinMessage => {
  const message = add(context, contact, profile, { ...fields, type: "outbox", status: "new" })
  context.schedule("begin LinkedIn message", message.uuid, beginning)
  return message
}

type Handler = (call: Call<State>) => Reply

const listLinkedinMessages: Handler = ({ query, state }) =>
  ok(list(Object.values(state.linkedinMessages), resource, query))

const sendLinkedInMessage: Handler = (call) => {
  const { body, state } = call
  const { attachments = [], lead_uuid, sender_profile_uuid, template_uuid, text = "" } = body
  // Guess: the API reference marks no field as required, but nothing can be sent without these.
  const problems: Problems = {
    ...(sender_profile_uuid === undefined && required("sender_profile_uuid")),
    ...(lead_uuid === undefined && required("lead_uuid")),
    ...(text.trim() === "" &&
      template_uuid === undefined && { text: ["The text field is required when template uuid is not present."] })
  }
  refuse(problems)
  const profile = chosen(state.senderProfiles, "sender profile", "sender_profile_uuid", sender_profile_uuid)
  const contact = chosen(state.contacts, "contact", "lead_uuid", lead_uuid)
  const template =
    template_uuid === undefined ? undefined : chosen(state.templates, "template", "template_uuid", template_uuid)
  return ok(
    send(call, contact, profile, {
      // Guess: a given text takes precedence over the template's.
      text: text.trim() === "" ? fill(template!.text, contact) : text,
      template_uuid: template?.uuid ?? null,
      attachments,
      // Guess: `manual`, since no automation sends it; the API reference's sample has `auto`.
      automation: "manual",
      user_id: 1
    })
  )
}

export const operations = { listLinkedinMessages, sendLinkedInMessage }

/**
 * Guess: the reasons are invented; the API reference shows "Some reason of failing". Messages to contacts who are not
 * connected with the profile are sent all the same.
 */
const failure = (state: State, message: LinkedinMessage): string | undefined => {
  const profile = find(state.senderProfiles, message.sender_profile_uuid)
  const contact = find(state.contacts, message.lead_uuid)
  if (contact === undefined) return "The contact was deleted."
  if (profile?.status !== "enabled") return "The sender profile is disabled."
  if (profile.linkedin_account_uuid === null) return "The sender profile has no LinkedIn account."
  if (contact.linkedin_status === "blocked") return "The contact cannot receive messages on LinkedIn."
  if (contact.linkedin_status === "no_data") return "The contact has no LinkedIn profile."
  return undefined
}

export const jobs = {
  "begin LinkedIn message": ({ now, schedule, state }: Context<State>, uuid: string): void => {
    const message = find(state.linkedinMessages, uuid)
    if (message?.status !== "new") return
    message.status = "in_progress"
    message.updated_at = microseconds(now())
    schedule("end LinkedIn message", uuid, sending)
  },
  "end LinkedIn message": (context: Context<State>, uuid: string): void => {
    const { now, state } = context
    const message = find(state.linkedinMessages, uuid)
    if (message?.status !== "in_progress") return
    const reason = failure(state, message)
    message.updated_at = microseconds(now())
    if (reason !== undefined) {
      message.status = "failed"
      message.fail_reason = reason
      return
    }
    message.status = "done"
    message.sent_at = microseconds(now())
    message.message_hash = hashOf(state)
    const marker = markerOf(context, message.lead_uuid, message.sender_profile_uuid)
    marker.linkedin_messages_sent_count++
    marker.last_message_type = "outbox"
    note(context, "sender_profile_sent_linkedin_message", message.lead_uuid, uuid)
  }
}

/** LinkedIn's id of a message. */
export const hashOf = (state: Pick<State, "next">): string => `2-${btoa(`message-${++state.next.linkedinMessage}`)}`
