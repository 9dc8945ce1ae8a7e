/**
 * Webhook posts to subscribers: the record without an envelope, the event's name in `x-salesloft-event`, and in
 * `x-salesloft-signature` the body's HMAC-SHA1 with the subscription's token.
 */
import { createHmac } from "node:crypto"
import type { Context } from "./State.ts"
import { webhook_subscriptions } from "./tables.ts"

const ending = (name: string, ...endings: ReadonlyArray<string>) => endings.map((end) => `${name}_${end}`)

/** The documented event types. */
export const eventTypes: ReadonlySet<string> = new Set([
  ...["account", "cadence", "note", "person", "step"].flatMap((name) => ending(name, "created", "updated", "deleted")),
  ...["cadence_membership", "call", "call_data_record", "user"].flatMap((name) => ending(name, "created", "updated")),
  ...ending("task", "created", "updated", "completed", "deleted"),
  ...ending("conversation", "created", "updated", "recording_created", "transcript_created"),
  ...ending("email", "updated", "with_body_and_subject_updated"),
  ...ending("meeting", "booked", "updated"),
  "link_swap",
  "success_created",
  "bulk_job_completed"
])

/** Three retries, fifteen seconds apart. */
const retries = [15_000, 15_000, 15_000]

/**
 * Notifies the subscribers of an event. The record is created only if there are any. Guess: every change counts,
 * including those by cadences, bulk jobs and people's replies.
 */
export const notify = (context: Context, event: string, record: () => unknown): void => {
  const { webhook_subscriptions: rows } = context.state
  let body: string | undefined
  for (const { callback_token, callback_url, enabled } of webhook_subscriptions.by(rows, "event_type", event)) {
    if (!enabled) continue
    body ??= JSON.stringify(record())
    context.deliver({
      event,
      url: callback_url,
      body,
      headers: { "x-salesloft-event": event, "x-salesloft-signature": signature(body, callback_token) },
      retries
    })
  }
}

/** Returns lower-case hexadecimal digits. */
const signature = (body: string, token: string): string => createHmac("sha1", token).update(body).digest("hex")
