/** Handles an event in the README's recipes, in a way that a test can observe. */
import type { WebhookEvent } from "@salesbridge/salesloft/promise"

export const handled: Array<WebhookEvent> = []

/** Fails for record 13. */
export const handle = async (event: WebhookEvent): Promise<void> => {
  if (event.body["id"] === 13) throw new Error("the database is gone")
  handled.push(event)
}

export const errors: Array<unknown> = []
