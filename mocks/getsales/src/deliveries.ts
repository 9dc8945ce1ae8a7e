/** The posts to webhooks when something happens to a contact. */
import type { Context } from "@salesbridge/mock-engine/sandbox"
import { find } from "./records.ts"
import type { State } from "./State.ts"

/** Posts an event of a contact to every webhook for it. Guess: one attempt, with POST. */
export const post = ({ deliver, state }: Context<State>, event: string, lead: string, subject: string | null): void => {
  const wanted = Object.values(state.webhooks).filter((_) => _.event === event && _.status === "on")
  if (wanted.length === 0) return
  const body = { event_name: event, ...payload(state, lead, subject) }
  for (const { target_url } of wanted) deliver({ event, url: target_url, body })
}

const payload = (state: State, lead: string, subject: string | null) => {
  const contact = find(state.contacts, lead)
  const message = find(state.linkedinMessages, subject)
  const email = find(state.emails, subject)
  const sender = find(state.senderProfiles, message?.sender_profile_uuid ?? email?.sender_profile_uuid)
  return {
    ...(contact !== undefined && {
      contact: {
        uuid: contact.uuid,
        name: contact.name,
        first_name: contact.first_name,
        last_name: contact.last_name,
        position: contact.position,
        headline: contact.headline,
        company_name: contact.company_name,
        linkedin_url: contact.linkedin === null ? null : `https://www.linkedin.com/in/${contact.linkedin}`,
        work_email: contact.work_email,
        personal_email: contact.personal_email,
        pipeline_stage_uuid: contact.pipeline_stage_uuid,
        pipeline_stage_name: find(state.pipelineStages, contact.pipeline_stage_uuid)?.name ?? null,
        list_name: find(state.lists, contact.list_uuid)?.name ?? null,
        tags: contact.tags,
        status: contact.status
      }
    }),
    ...(sender !== undefined && {
      sender_profile: {
        uuid: sender.uuid,
        first_name: sender.first_name,
        last_name: sender.last_name,
        label: sender.label,
        assignee_user_id: sender.assignee_user_id,
        team_id: sender.team_id
      }
    }),
    ...(message !== undefined && {
      linkedin_message: {
        subject: null,
        text: message.text,
        type: message.type,
        status: message.status,
        sent_at: message.sent_at,
        read_at: message.read_at
      }
    })
  }
}
