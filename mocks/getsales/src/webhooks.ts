/** Webhooks: their operations and deliveries. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"
import { existing, find } from "./records.ts"
import { created, done, ok } from "./replies.ts"
import { type State, team, type Webhook } from "./State.ts"
import { seconds } from "./timestamps.ts"

type Handler = (call: Call<State>) => Reply

const listWebhooks: Handler = ({ state }) => {
  const data = Object.values(state.webhooks)
  return ok({ data, limit: 20, offset: 0, total: data.length, has_more: false })
}

const createWebhook: Handler = ({ body, now, state, uuid }) => {
  const { event, name, request_method = "POST", status = "on", target_url } = body
  const at = seconds(now())
  const webhook: Webhook = {
    uuid: uuid(),
    team_id: team,
    user_id: 1,
    name,
    event,
    request_method,
    target_url,
    status,
    created_at: at,
    updated_at: at
  }
  state.webhooks[webhook.uuid] = webhook
  return created({ data: webhook })
}

const deleteWebhook: Handler = ({ path, state }) => {
  const { uuid } = existing(state.webhooks, "webhook", String(path["uuid"]))
  delete state.webhooks[uuid]
  return done
}

export const operations = { listWebhooks, createWebhook, deleteWebhook }

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
