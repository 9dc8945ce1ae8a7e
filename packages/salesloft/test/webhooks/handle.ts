/** What the recipes of the README do with an event: a test looks at it. */
import type { WebhookEvent } from "@salesbridge/salesloft/promise"

export const handled: Array<WebhookEvent> = []

/** Fails at an event of record 13. */
export const handle = async (event: WebhookEvent): Promise<void> => {
  if (event.body["id"] === 13) throw new Error("the database is gone")
  handled.push(event)
}

export const errors: Array<unknown> = []
