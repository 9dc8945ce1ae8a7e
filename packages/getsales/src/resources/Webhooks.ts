/** Webhooks: URLs that GetSales.io calls, each for one kind of event. */
import { OpenLiterals, Webhook as Core } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { instant, integer, oneOf, string } from "../Field.ts"
import { WebhookUuid } from "../Ids.ts"
import { del, get, type InputOf, post } from "../Operation.ts"
import { page } from "../Page.ts"
import { decode, eventNames, type WebhookEvent } from "../WebhookEvent.ts"

/** A webhook. */
export class Webhook extends Schema.Opaque<Webhook>()(
  Schema.Struct({
    uuid: WebhookUuid,
    team_id: integer(1),
    user_id: integer(1),
    name: string("Replies"),
    event: string("contact_replied_email"),
    request_method: string("POST"),
    target_url: string("https://hooks.example.com/abc"),
    status: oneOf("on", "off"),
    created_at: instant,
    updated_at: instant
  })
) {}

/** One client reads the webhook under `data`, another without it. Decodes to `data`. */
const CreatedWebhook = Schema.Union([Schema.Struct({ data: Webhook }), Webhook]).pipe(
  Schema.decodeTo(
    Schema.Struct({ data: Schema.toType(Webhook) }),
    SchemaTransformation.transform({
      decode: (answer) => ("data" in answer ? answer : { data: answer }),
      encode: (created) => created
    })
  )
)

/** The team's webhooks. API reference: "List webhooks". */
export const list = get("/integrations/api/webhooks", {
  id: "listWebhooks",
  source: "List webhooks",
  success: page(Webhook),
  provenance: "public"
})

/**
 * Creates a webhook for one kind of event; several events need several webhooks. GetSales.io calls it with POST, which
 * {@link receiver} understands. The value has the webhook under `data`, even if the response is the webhook itself.
 * Unsafe: sending it twice creates two. API reference: "Create webhook".
 */
export const create = post<CreateInput>()("/integrations/api/webhooks", {
  id: "createWebhook",
  source: "Create webhook",
  body: {
    name: Schema.NonEmptyString.annotate({ examples: ["Replies"] }),
    /** One of `WebhookEvents.eventNames`, or a newer one. */
    event: OpenLiterals(eventNames),
    target_url: Schema.NonEmptyString.annotate({ examples: ["https://hooks.example.com/abc"] }),
    status: Schema.optional(Schema.Literals(["on", "off"]))
  },
  constantBody: { request_method: "POST" },
  success: CreatedWebhook,
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/**
 * Deletes a webhook. A retry after a lost response can fail with `NotFound` (404), although the webhook has been
 * deleted. API reference: "Delete webhook".
 */
export const remove = del<RemoveInput>()("/integrations/api/webhooks/{uuid}", {
  id: "deleteWebhook",
  source: "Delete webhook",
  path: { uuid: WebhookUuid },
  success: Schema.Void,
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}

/** How events are received. */
export interface ReceiverOptions<R> extends Pick<
  Core.Options<WebhookEvent, R>,
  "handle" | "maxBytes" | "deliveries" | "run"
> {
  /**
   * Whether a request comes from GetSales.io. GetSales.io does not sign requests. Put a secret into the webhook's
   * `target_url` and look for it in the request's `url`. Default: yes.
   */
  readonly verify?: Core.Options<WebhookEvent, R>["verify"] | undefined
}

/**
 * Receives the events of webhooks: `http` for an Effect HTTP server, `web` for handlers of the web platform, `node` for
 * plain Node. See `Webhook` in core for all responses.
 */
export const receiver = <R = never>(options: ReceiverOptions<R>): Core.Receiver<R> =>
  Core.receiver<WebhookEvent, R>({ ...options, name: "getsales", decode })
