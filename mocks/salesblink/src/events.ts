/** Events that tests trigger: what leads and legacy prospects do, and bounces. */
import type { Event } from "@salesbridge/mock-engine/sandbox"
import { find } from "./records.ts"
import * as outreach from "./outreach.ts"
import type { Activity, Enrolment, Lead, Prospect, SalesBlinkContext, State } from "./State.ts"
import * as tasks from "./tasks.ts"

interface ProspectPayload {
  readonly prospectID?: unknown
}

const prospect = ({ prospects }: State, { prospectID }: ProspectPayload): Prospect => {
  const found = find(prospects, String(prospectID))
  if (found === undefined) throw new Error(`There is no prospect ${String(prospectID)}.`)
  return found
}

const prospectExample = { prospectID: "5f0c1d7e9b3a4c2d8e6f7b20" }

interface LeadPayload {
  readonly lead_id?: unknown
  /** The text of a reply. */
  readonly body?: unknown
}

/** Makes the trigger of an event about the newest e-mail that was sent to a lead. */
const onNewestEmail =
  (message: Activity["message"], status: Enrolment["status"]) =>
  (context: SalesBlinkContext, { body, lead_id }: LeadPayload): void => {
    const { state } = context
    const lead: Lead | undefined = find(state.leads, String(lead_id))
    if (lead === undefined) throw new Error(`There is no lead ${String(lead_id)}.`)
    const sent = state.activity.findLast((_) => _.lead_id === lead.id && _.message === "Sent")
    const sequence = sent && find(state.sequences, sent.sequence_id)
    if (sequence === undefined) throw new Error(`Lead ${lead.id} was sent no e-mail yet.`)
    const replyText = message === "Replied" ? String(body ?? "<p>Tell me more.</p>") : null
    outreach.note(context, message, sequence, lead, sent?.template_id ?? null, replyText)
    const enrolment = find(state.enrolments, `${sequence.id}/${lead.id}`)
    if (enrolment !== undefined && !outreach.hasLeft(enrolment)) enrolment.status = status
    if (replyText !== null) {
      const id = context.uuid()
      const at = new Date(context.now()).toISOString()
      const { email, sender } = state.activity.at(-1)!
      const reply = { email, sender, sequence_id: sequence.id, subject: `Re: ${sequence.name}`, body: replyText, at }
      state.mails[id] = { id, messageId: `${id}@mail.example.com`, task_type: "reply", ...reply, unread: true }
    }
  }

const leadExample = { lead_id: "d4e5f6a7-1b2c-4d3e-8f4a-5b6c7d8e9f01" }

export const events: Readonly<Record<string, Event<State>>> = {
  leadOpens: {
    description: "A lead opens the newest e-mail sent to it.",
    example: leadExample,
    trigger: onNewestEmail("Opened", "opened")
  },
  leadClicks: {
    description: "A lead clicks a link in the newest e-mail sent to it.",
    example: leadExample,
    trigger: onNewestEmail("Clicked", "clicked")
  },
  leadReplies: {
    description: "A lead replies to the newest e-mail sent to it. The sequence sends nothing more to the lead.",
    example: { ...leadExample, body: "<p>Tell me more.</p>" },
    trigger: onNewestEmail("Replied", "replied")
  },
  leadBounces: {
    description: "The newest e-mail to a lead bounces. The sequence sends nothing more to the lead.",
    example: leadExample,
    trigger: onNewestEmail("Bounced", "bounced")
  },
  leadUnsubscribes: {
    description: "A lead clicks the link to unsubscribe. No sequence sends anything more to the lead.",
    example: leadExample,
    trigger: (context: SalesBlinkContext, { lead_id }: LeadPayload) => {
      const found = find(context.state.leads, String(lead_id))
      if (found === undefined) throw new Error(`There is no lead ${String(lead_id)}.`)
      outreach.unsubscribe(context, found)
    }
  },
  reply: {
    // Guess: a campaign stops writing to people who reply.
    description: "Legacy: a prospect replies. Its upcoming tasks are deleted.",
    example: prospectExample,
    trigger: ({ state }: SalesBlinkContext, payload: ProspectPayload) => {
      const found = prospect(state, payload)
      found.replied = true
      tasks.deleteUpcoming(state, found)
    }
  },
  unsubscribe: {
    description: "Legacy: a prospect clicks the link to unsubscribe. Its upcoming tasks are deleted.",
    example: prospectExample,
    trigger: ({ state }: SalesBlinkContext, payload: ProspectPayload) => {
      const found = prospect(state, payload)
      found.unsubscribed = true
      tasks.deleteUpcoming(state, found)
    }
  }
}
