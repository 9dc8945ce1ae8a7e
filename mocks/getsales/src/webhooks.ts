/** The calls on webhooks. */
import type { Call, Reply } from "@salesbridge/mock-engine/sandbox"
import { existing } from "./records.ts"
import { created, done, ok } from "./responses.ts"
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
