/** Webhooks: URLs that Salesflow calls for events of members. */
import { Webhook as Core } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { Removed, removed } from "../Acknowledgement.ts"
import { WebhookAttachmentNotFound, WebhookNotFound } from "../Errors.ts"
import { CampaignId, WebhookCampaignId, WebhookId } from "../Ids.ts"
import { del, get, type InputOf, post } from "../Operation.ts"
import { RunOnEvent } from "../RunOn.ts"
import { required } from "../Text.ts"
import { decoder, type RunOnNames, type WebhookEvent } from "../WebhookEvent.ts"

/** The attachment of a webhook to a campaign. */
export class WebhookCampaign extends Schema.Opaque<WebhookCampaign>()(
  Schema.Struct({
    /** {@link detach} takes this id. */
    WebhookCampaignId,
    CampaignId,
    RunOn: RunOnEvent
  })
) {}

/** A webhook and its attachments. */
export class Webhook extends Schema.Opaque<Webhook>()(
  Schema.Struct({
    WebhookId,
    Name: Schema.String.annotate({ examples: ["SomeCoolName"] }),
    Url: Schema.String.annotate({ examples: ["https://hooks.example.com/abc"] }),
    /** If true, the webhook is not called for muted contacts. */
    DisableForMutedContacts: Schema.NullOr(Schema.Boolean.annotate({ examples: [false] })),
    AttachedWebhookCampaigns: Schema.Array(WebhookCampaign)
  })
) {}

/**
 * Creates a webhook. Salesflow calls it after {@link attach} has attached it to a campaign. `Name` has 1 to 255
 * characters, `Url` 1 to 511.
 *
 * The API reference says GET but shows a body, so the call is sent as POST. API reference: "CreateWebhook".
 */
export const create = post<CreateInput>()("/api/webhooks/create", {
  id: "createWebhook",
  source: "CreateWebhook",
  body: {
    Name: required(255, "Doe"),
    Url: required(511, "https://hooks.example.com/abc"),
    DisableForMutedContacts: Schema.optional(Schema.NullOr(Schema.Boolean.annotate({ examples: [false] })))
  },
  success: Webhook,
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/**
 * Deletes a webhook.
 *
 * A retry after a lost response can fail with `WebhookNotFound` (404), although the webhook has been deleted. API
 * reference: "DeleteWebhook".
 */
export const remove = del<RemoveInput>()("/api/webhooks/delete", {
  id: "deleteWebhook",
  source: "DeleteWebhook",
  query: { webhookId: WebhookId },
  success: Removed,
  emptySuccess: removed,
  errors: [WebhookNotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}

/** The account's webhooks, all at once. API reference: "ListWebhooks". */
export const list = get("/api/webhooks/list", {
  id: "listWebhooks",
  source: "ListWebhooks",
  success: Schema.Array(Webhook)
})

/**
 * Attaches a webhook to a campaign for one kind of event. A campaign allows at most three attachments, each with
 * another `runOn`, such as `"ReplyDetected"`.
 *
 * A 404 does not say whether the webhook or the campaign is missing. `WebhookNotFound` stands for both; its `reason`
 * may tell. API reference: "AttachWebhook".
 */
export const attach = post<AttachInput>()("/api/webhooks/attach", {
  id: "attachWebhook",
  source: "AttachWebhook",
  query: { webhookId: WebhookId, campaignId: CampaignId, runOn: RunOnEvent },
  constantBody: {},
  success: WebhookCampaign,
  errors: [WebhookNotFound],
  safety: "unsafe"
})
export interface AttachInput extends InputOf<typeof attach> {}

/**
 * Removes an attachment.
 *
 * Idempotent. A retry after a lost response can fail with `WebhookAttachmentNotFound` (404), although the attachment
 * has been removed. API reference: "DetachWebhook".
 */
export const detach = post<DetachInput>()("/api/webhooks/detach", {
  id: "detachWebhook",
  source: "DetachWebhook",
  query: { webhookCampaignId: WebhookCampaignId },
  constantBody: {},
  success: Removed,
  emptySuccess: removed,
  errors: [WebhookAttachmentNotFound],
  safety: "idempotent"
})
export interface DetachInput extends InputOf<typeof detach> {}

/** How events are received. */
export interface ReceiverOptions<R> extends Pick<
  Core.Options<WebhookEvent, R>,
  "handle" | "maxBytes" | "deliveries" | "run"
> {
  /**
   * Whether a request comes from Salesflow. Salesflow does not sign requests. Put a secret into the webhook's `Url` and
   * look for it in the request's `url`. Default: yes.
   */
  readonly verify?: Core.Options<WebhookEvent, R>["verify"] | undefined
  /** Further values of `IntegrationRunOn`, in addition to the known ones. */
  readonly runOn?: RunOnNames | undefined
}

/**
 * Receives the events of a webhook: `http` for an Effect HTTP server, `web` for handlers of the web platform, `node`
 * for plain Node. If the handler fails, the response is a 500, and the event is handled if Salesflow sends it again. A
 * handled event is not handled twice. See `Webhook` in core for all responses. API reference: "Webhooks".
 */
export const receiver = <R = never>({ runOn, ...options }: ReceiverOptions<R>): Core.Receiver<R> =>
  Core.receiver<WebhookEvent, R>({ ...options, name: "salesflow", decode: decoder(runOn) })
