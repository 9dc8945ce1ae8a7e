/** Addresses that Salesflow calls when something happens to a member. */
import { Webhook as Core } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { Removed, removed } from "../Acknowledgement.ts"
import { WebhookAttachmentNotFound, WebhookNotFound } from "../Errors.ts"
import { CampaignId, WebhookCampaignId, WebhookId } from "../Ids.ts"
import { del, get, type InputOf, post } from "../Operation.ts"
import { RunOnEvent } from "../RunOn.ts"
import { required } from "../Text.ts"
import { decoder, type RunOnNames, type WebhookEvent } from "../WebhookEvent.ts"

/** A webhook's attachment to a campaign. */
export class WebhookCampaign extends Schema.Opaque<WebhookCampaign>()(
  Schema.Struct({
    /** What {@link detach} takes. */
    WebhookCampaignId,
    CampaignId,
    RunOn: RunOnEvent
  })
) {}

/** A webhook and where it is attached. */
export class Webhook extends Schema.Opaque<Webhook>()(
  Schema.Struct({
    WebhookId,
    Name: Schema.String.annotate({ examples: ["SomeCoolName"] }),
    Url: Schema.String.annotate({ examples: ["https://hooks.example.com/abc"] }),
    /** If true, it is not called for muted contacts. */
    DisableForMutedContacts: Schema.NullOr(Schema.Boolean.annotate({ examples: [false] })),
    AttachedWebhookCampaigns: Schema.Array(WebhookCampaign)
  })
) {}

/**
 * Creates a webhook. It is called only once {@link attach} has attached it to a campaign. `Name` has 1 to 255
 * characters, `Url` 1 to 511.
 *
 * The document says GET and shows a body; sent as POST. Document: "CreateWebhook".
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
 * Sent again after a lost answer it can fail with `WebhookNotFound` (404), although the webhook is gone as wanted.
 * Document: "DeleteWebhook".
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

/** The account's webhooks, all at once. Document: "ListWebhooks". */
export const list = get("/api/webhooks/list", {
  id: "listWebhooks",
  source: "ListWebhooks",
  success: Schema.Array(Webhook)
})

/**
 * Has a webhook called for one kind of event in a campaign; at most three times per campaign, each with another
 * `runOn`, such as `"ReplyDetected"`.
 *
 * Names a webhook and a campaign, and a 404 does not say which is missing: `WebhookNotFound` stands for both, its
 * `reason` may tell. Document: "AttachWebhook".
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
 * Ends an attachment.
 *
 * Idempotent, as a removal; sent again after a lost answer it can fail with `WebhookAttachmentNotFound` (404),
 * although the attachment is gone as wanted. Document: "DetachWebhook".
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
   * Whether a request comes from Salesflow. It signs nothing, so put a secret into the webhook's `Url` and look for it
   * in the request's `url`. Default: yes.
   */
  readonly verify?: Core.Options<WebhookEvent, R>["verify"]
  /** What texts of `IntegrationRunOn` stand for, beside the documented ones. */
  readonly runOn?: RunOnNames
}

/**
 * Receives the events of a webhook: `http` for an Effect HTTP server, `web` for handlers of the web platform, `node`
 * for plain Node. An event whose handler fails is answered 500 and handled when Salesflow sends it again; one that was
 * handled is not handled twice. See `Webhook` in core for all answers. Document: "Webhooks".
 */
export const receiver = <R = never>({ runOn, ...options }: ReceiverOptions<R>): Core.Receiver<R> =>
  Core.receiver<WebhookEvent, R>({ ...options, name: "salesflow", decode: decoder(runOn) })
