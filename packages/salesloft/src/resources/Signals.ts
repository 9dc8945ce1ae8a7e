/**
 * Signals: what buyers did outside of Salesloft, such as watching a video. The call needs a token of an OAuth
 * application or a frontend integration; API keys are not accepted.
 */
import * as Schema from "effect/Schema"
import { boolean, dictionary, embedded, field, instant, oneOf, string } from "../Field.ts"
import { Instant } from "../Instant.ts"
import { type InputOf, post } from "../Operation.ts"
import { single } from "../Page.ts"

const urgencies = ["high", "medium", "low"] as const

/** A signal that Salesloft has accepted. */
export class Signal extends Schema.Opaque<Signal>()(
  Schema.Struct({
    urgency: oneOf(...urgencies),
    type: string("video_watched"),
    occurred_at: instant,
    received_at: instant,
    idempotency_key: string("7f1d4a52-3c2b-4f0e-9c57-1d2e3f4a5b06"),
    broadcast_notification: boolean,
    indicators: field(
      Schema.Array(Schema.Struct({ key: string("shared"), metadata: dictionary, description: dictionary }))
    ),
    data: dictionary,
    attribution: dictionary,
    registration: embedded,
    integration: embedded
  })
) {}

const nonEmpty = (example: string) => Schema.String.check(Schema.isMinLength(1)).annotate({ examples: [example] })
const values = (example: { readonly [name: string]: Schema.Json }) =>
  Schema.Record(Schema.String, Schema.Json).annotate({ examples: [example] })

/** A UUID of version 4. */
const UUID4 = Schema.String.check(
  Schema.isPattern(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/, {
    expected: "a UUID of version 4"
  })
).annotate({ examples: ["7f1d4a52-3c2b-4f0e-9c57-1d2e3f4a5b06"] })

/**
 * Reports an event of a buyer. Its `type` must be registered. If two signals have the same `idempotency_key`, Salesloft
 * drops the second, so the call may be sent again.
 */
export const create = post<CreateInput>()("/v2/signals", {
  id: "createSignal",
  source: "Create signal",
  body: {
    urgency: Schema.Literals(urgencies),
    type: nonEmpty("video_watched"),
    occurred_at: Instant,
    /** One or more of the registered indicators. */
    indicators: Schema.Array(
      Schema.Struct({ key: nonEmpty("shared"), metadata: Schema.optional(values({ share_count: 8 })) })
    ).check(Schema.isMinLength(1)),
    idempotency_key: UUID4,
    /** Its fields are those registered for this `type`. */
    data: values({ video_url: "https://videos.example.com/1" }),
    /** Ids of records in Salesloft, such as `person_id`. */
    attribution: values({ person_id: 1 }),
    /** Whether the user's live feed shows it. Default: true. */
    broadcast_notification: Schema.optional(Schema.Boolean)
  },
  success: single(Signal),
  safety: "idempotent",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}
