/** Webhook subscriptions. Their responses have no envelope, unlike all others. */
import { callerOf } from "./access.ts"
import { create } from "./changes.ts"
import { Check, unprocessable } from "./responses.ts"
import { destroy, withRow } from "./operations.ts"
import * as present from "./present.ts"
import type { Call, Reply, WebhookSubscription } from "./State.ts"
import { webhook_subscriptions } from "./tables.ts"
import { eventTypes } from "./deliveries.ts"

const show = (row: WebhookSubscription): Reply => ({ status: 200, body: present.webhookSubscription(row) })

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const noAddress = "must be a URL that begins with http:// or https://"

const createWebhookSubscription = (call: Call): Reply => {
  const { callback_token, callback_url, event_type } = call.body
  const check = new Check()
  check.that(isAddress(callback_url), "callback_url", noAddress)
  check.that(eventTypes.has(event_type), "event_type", "is not supported")
  if (check.problems !== undefined) return unprocessable(check.problems.errors)
  const row = create(call, "webhook_subscriptions", {
    tenant_id: present.team,
    user_guid: callerOf(call).guid,
    event_type,
    enabled: true,
    callback_url,
    callback_token
  })
  return show(row)
}

export const subscriptionOperations = {
  listWebhookSubscriptions: ({ query, state }: Call): Reply => {
    const { enabled } = query
    const rows = state.webhook_subscriptions.filter((row) => enabled === undefined || row.enabled === enabled)
    return { status: 200, body: rows.map(present.webhookSubscription) }
  },
  createWebhookSubscription,
  getWebhookSubscription: withRow("webhook_subscriptions", show),
  updateWebhookSubscription: withRow("webhook_subscriptions", (row, { body, state }) => {
    const { callback_url = row.callback_url, enabled = row.enabled } = body
    if (!isAddress(callback_url)) return unprocessable({ callback_url: [noAddress] })
    webhook_subscriptions.change(state.webhook_subscriptions, row, { callback_url, enabled })
    return show(row)
  }),
  deleteWebhookSubscription: destroy("webhook_subscriptions")
}
