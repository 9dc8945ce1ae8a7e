/* oxlint-disable typescript/no-explicit-any -- schemas of every kind */
/** A vendor's webhooks as data, for tools that send, verify and show deliveries of any vendor. */
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schema from "effect/Schema"
import type { Options, Unverified } from "./Webhook.ts"

/** A delivery as the vendor sends it. */
export interface PostedDelivery {
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

export interface WebhookProtocol extends Pick<Options<unknown, never>, "decode" | "distinguishedBy"> {
  /** The events by name, each with the schema of its body. */
  readonly events: { readonly [name: string]: Schema.ConstraintCodec<any, any> }
  /** A delivery of an event as the vendor would send it, signed with the secret if the vendor signs. */
  readonly deliver: (
    event: string,
    body: { readonly [name: string]: unknown },
    secret: Redacted.Redacted
  ) => Effect.Effect<PostedDelivery>
  /** Whether a request is signed with the secret. Missing if the vendor does not sign. */
  readonly verify?: (request: Unverified, secret: Redacted.Redacted) => Effect.Effect<boolean>
}
