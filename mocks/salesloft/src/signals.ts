/**
 * Signals: what buyers did outside of Salesloft. Their registrations derive from the specification and are looked up
 * here. The second of two signals with the same idempotency key is dropped.
 */
import { stamp } from "./changes.ts"
import { data } from "./operations.ts"
import { unprocessable } from "./responses.ts"
import type { Call, Reply, Untyped } from "./State.ts"

export const signalOperations = {
  createSignal: (call: Call): Reply => {
    const { body } = call
    const state: Untyped = call.state
    const registration = Object.values<Untyped>(state.registrations).find(({ type }) => type === body.type)
    if (registration === undefined) {
      return unprocessable({ type: ["no Signal Registration found for the given type"] })
    }
    const kept: Record<string, unknown> = (state.signals ??= {})
    // Guesses: the key ignores case, and a dropped signal gets the first one's response.
    const signal = (kept[body.idempotency_key.toLowerCase()] ??= {
      broadcast_notification: true,
      ...body,
      received_at: stamp(call),
      registration: { id: registration.id },
      integration: registration.integration ?? null
    })
    return data(signal)
  }
}
