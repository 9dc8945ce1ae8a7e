/** What prospects do on their own. */
import type { Event } from "@salesbridge/mock-engine/sandbox"
import { own } from "./access.ts"
import * as outreach from "./outreach.ts"
import type { Activity, Enrolment, Lead, Prospect, SalesBlinkContext, State } from "./State.ts"
import * as tasks from "./tasks.ts"

interface OfProspect {
  readonly prospectID?: unknown
}

const prospect = ({ prospects }: State, { prospectID }: OfProspect): Prospect => {
  const found = own(prospects, String(prospectID))
  if (found === undefined) throw new Error(`There is no prospect ${String(prospectID)}.`)
  return found
}

const example = { prospectID: "5f0c1d7e9b3a4c2d8e6f7b20" }

interface OfLead {
  readonly lead_id?: unknown
  /** The text of a reply. */
  readonly body?: unknown
}

/** An event in which a lead reacts to the newest e-mail sent to it. */
const does =
  (message: Activity["message"], status: Enrolment["status"]) =>
  (context: SalesBlinkContext, { body, lead_id }: OfLead): void => {
    const { state } = context
    const lead: Lead | undefined = own(state.leads, String(lead_id))
    if (lead === undefined) throw new Error(`There is no lead ${String(lead_id)}.`)
    const sent = state.activity.findLast((_) => _.lead_id === lead.id && _.message === "Sent")
    const sequence = sent && own(state.sequences, sent.sequence_id)
    if (sequence === undefined) throw new Error(`Lead ${lead.id} was sent no e-mail yet.`)
    const replyText = message === "Replied" ? String(body ?? "<p>Tell me more.</p>") : null
    outreach.note(context, message, sequence, lead, sent?.template_id ?? null, replyText)
    const enrolment = own(state.enrolments, `${sequence.id}/${lead.id}`)
    if (enrolment !== undefined) enrolment.status = status
    if (replyText !== null) {
      const id = context.uuid()
      const at = new Date(context.now()).toISOString()
      const { email, sender } = state.activity.at(-1)!
      const reply = { email, sender, sequence_id: sequence.id, subject: `Re: ${sequence.name}`, body: replyText, at }
      state.mails[id] = { id, messageId: `${id}@mail.example.com`, task_type: "reply", ...reply, unread: true }
    }
  }

const lead = { lead_id: "d4e5f6a7-1b2c-4d3e-8f4a-5b6c7d8e9f01" }

export const events: Readonly<Record<string, Event<State>>> = {
  leadOpens: {
    description: "A lead opens the newest e-mail sent to it.",
    example: lead,
    trigger: does("Opened", "opened")
  },
  leadClicks: {
    description: "A lead clicks a link in the newest e-mail sent to it.",
    example: lead,
    trigger: does("Clicked", "clicked")
  },
  leadReplies: {
    description: "A lead replies to the newest e-mail sent to it. The sequence sends nothing more to the lead.",
    example: { ...lead, body: "<p>Tell me more.</p>" },
    trigger: does("Replied", "replied")
  },
  leadBounces: {
    description: "The newest e-mail to a lead bounces. The sequence sends nothing more to the lead.",
    example: lead,
    trigger: does("Bounced", "bounced")
  },
  leadUnsubscribes: {
    description: "A lead clicks the link to unsubscribe. No sequence sends anything more to the lead.",
    example: lead,
    trigger: (context: SalesBlinkContext, { lead_id }: OfLead) => {
      const found = own(context.state.leads, String(lead_id))
      if (found === undefined) throw new Error(`There is no lead ${String(lead_id)}.`)
      outreach.unsubscribe(context, found)
    }
  },
  reply: {
    // Guess: a campaign stops writing to people who reply.
    description: "Legacy: a prospect replies. Its upcoming tasks are deleted.",
    example,
    trigger: ({ state }: SalesBlinkContext, payload: OfProspect) => {
      const found = prospect(state, payload)
      found.replied = true
      tasks.deleteUpcoming(state, found)
    }
  },
  unsubscribe: {
    description: "Legacy: a prospect clicks the link to unsubscribe. Its upcoming tasks are deleted.",
    example,
    trigger: ({ state }: SalesBlinkContext, payload: OfProspect) => {
      const found = prospect(state, payload)
      found.unsubscribed = true
      tasks.deleteUpcoming(state, found)
    }
  }
}
