/** The calls on webhooks. */
import { notFound, ok, removed } from "./responses.ts"
import { ofAccount, ofCampaign } from "./selection.ts"
import type { State, Webhook } from "./State.ts"

const attached = ({ webhookCampaigns }: State, webhook: Webhook) =>
  Object.values(webhookCampaigns).filter(({ WebhookId }) => WebhookId === webhook.WebhookId)

const answer = (state: State, webhook: Webhook) => ({
  WebhookId: webhook.WebhookId,
  Name: webhook.Name,
  Url: webhook.Url,
  DisableForMutedContacts: webhook.DisableForMutedContacts,
  AttachedWebhookCampaigns: attached(state, webhook).map(({ CampaignId, RunOn, WebhookCampaignId }) => ({
    WebhookCampaignId,
    CampaignId,
    RunOn
  }))
})

const find = (state: State, accountId: number, webhookId: number): Webhook | undefined => {
  const webhook = state.webhooks[webhookId]
  return webhook?.AccountId === accountId ? webhook : undefined
}

export const createWebhook = ofAccount(({ body, state }, accountId) => {
  const { DisableForMutedContacts = null, Name, Url } = body
  const webhook = { WebhookId: state.next.webhooks++, AccountId: accountId, Name, Url, DisableForMutedContacts }
  state.webhooks[webhook.WebhookId] = webhook
  return ok(answer(state, webhook))
})

export const deleteWebhook = ofAccount(({ query, state }, accountId) => {
  const webhook = find(state, accountId, query["webhookId"])
  if (webhook === undefined) return notFound("Webhook", query["webhookId"])
  for (const { WebhookCampaignId } of attached(state, webhook)) delete state.webhookCampaigns[WebhookCampaignId]
  delete state.webhooks[webhook.WebhookId]
  return removed()
})

export const listWebhooks = ofAccount(({ state }, accountId) =>
  ok(
    Object.values(state.webhooks)
      .filter(({ AccountId }) => AccountId === accountId)
      .map((webhook) => answer(state, webhook))
  )
)

export const attachWebhook = ofCampaign(({ query, state }, { AccountId, CampaignId }) => {
  const webhook = find(state, AccountId, query["webhookId"])
  if (webhook === undefined) return notFound("Webhook", query["webhookId"])
  const RunOn = query["runOn"] as number
  const before = attached(state, webhook).find((other) => other.CampaignId === CampaignId && other.RunOn === RunOn)
  // Guess: the API reference forbids the same runOn twice and has no status for it, so the existing attachment stays.
  const WebhookCampaignId = before?.WebhookCampaignId ?? state.next.webhookCampaigns++
  state.webhookCampaigns[WebhookCampaignId] = { WebhookCampaignId, WebhookId: webhook.WebhookId, CampaignId, RunOn }
  return ok({ WebhookCampaignId, CampaignId, RunOn })
})

export const detachWebhook = ofAccount(({ query, state }, accountId) => {
  const id = query["webhookCampaignId"]
  const webhookCampaign = state.webhookCampaigns[id]
  if (webhookCampaign === undefined || find(state, accountId, webhookCampaign.WebhookId) === undefined) {
    return notFound("Webhook campaign", id)
  }
  delete state.webhookCampaigns[id]
  return removed()
})
