/** Stops a run before its next request to a vendor, and lets it go on. */
import { Data, Effect, type Latch } from "effect"
import { checking } from "./BeforeRequest.ts"

class Held extends Data.Class<{ readonly gate: Latch.Latch }> {}

/**
 * Makes a call while the gate is open. If it closes before one of the call's requests, the request is not sent, and the
 * call begins again when the gate opens. So it also looks again at what may have changed meanwhile.
 */
export const whileOpen =
  (gate: Latch.Latch) =>
  <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const check = Effect.suspend(() => (gate.isOpen() ? Effect.void : Effect.die(new Held({ gate }))))
    return Effect.andThen(gate.await, checking(check, call)).pipe(
      Effect.catchDefect((defect) =>
        defect instanceof Held && defect.gate === gate ? whileOpen(gate)(call) : Effect.die(defect)
      )
    )
  }
