/** Subscriptions to events. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, field, string } from "../Field.ts"
import { Id, UserGuid, WebhookSubscriptionId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { single } from "../Page.ts"
import * as SchemaTransformation from "effect/SchemaTransformation"

/** A subscription: one kind of event, sent to one URL. */
export class WebhookSubscription extends Schema.Opaque<WebhookSubscription>()(
  Schema.Struct({
    id: WebhookSubscriptionId,
    /** For example `person_created`. */
    event_type: string("person_created"),
    callback_url: string("https://hooks.example.com/salesloft"),
    /** The secret that signs events. */
    callback_token: string("a-secret-of-your-own"),
    enabled: boolean,
    user_guid: field(UserGuid),
    tenant_id: field(Id)
  })
) {}

interface Envelope<A> {
  readonly data: A
}

/** A response without an envelope, as these calls have; one with an envelope is accepted as well. */
const bare = <S extends Schema.Constraint>(schema: S) => {
  const enveloped = single(schema).pipe(
    Schema.decodeTo(
      Schema.toType(schema),
      SchemaTransformation.transform<S["Type"], Envelope<S["Type"]>>({
        decode: ({ data }) => data,
        encode: (data) => ({ data })
      }) as never
    )
  )
  return Schema.Union([schema, enveloped])
}

/** The subscriptions of this application, all at once: there is no paging. */
export const list = read<ListInput>()("/v2/webhook_subscriptions", {
  id: "listWebhookSubscriptions",
  source: "List webhook subscriptions",
  query: { enabled: Schema.optional(Schema.Boolean) },
  success: bare(Schema.Array(WebhookSubscription)),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** One subscription. */
export const get = read<GetInput>()("/v2/webhook_subscriptions/{id}", {
  id: "getWebhookSubscription",
  source: "Get webhook subscription",
  path: { id: WebhookSubscriptionId },
  success: bare(WebhookSubscription),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

const address = Schema.String.check(Schema.isMinLength(1)).annotate({
  examples: ["https://hooks.example.com/salesloft"]
})

/** Subscribes to one kind of event. Unsafe: if it is sent twice, every event may arrive twice. */
export const create = post<CreateInput>()("/v2/webhook_subscriptions", {
  id: "createWebhookSubscription",
  source: "Create webhook subscription",
  body: {
    callback_url: address,
    /** A secret that you choose. It signs events. */
    callback_token: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["a-secret-of-your-own"] }),
    /** For example `person_created`. */
    event_type: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["person_created"] })
  },
  success: bare(WebhookSubscription),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Turns a subscription on or off, or changes its URL. */
export const update = put<UpdateInput>()("/v2/webhook_subscriptions/{id}", {
  id: "updateWebhookSubscription",
  source: "Update webhook subscription",
  path: { id: WebhookSubscriptionId },
  body: { enabled: Schema.optional(Schema.Boolean), callback_url: Schema.optional(address) },
  success: bare(WebhookSubscription),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Ends a subscription permanently. */
export const remove = del<RemoveInput>()("/v2/webhook_subscriptions/{id}", {
  id: "deleteWebhookSubscription",
  source: "Delete webhook subscription",
  path: { id: WebhookSubscriptionId },
  success: Schema.Void,
  errors: [NotFound],
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}
