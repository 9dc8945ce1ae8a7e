/** The vendors as one process reaches them, each with what is done at it. */
import { Effect } from "effect"
import * as Delivery from "./Delivery.ts"
import type { Destination } from "./Destination.ts"
import * as Lane from "./Lane.ts"
import type { Source } from "./Salesflow.ts"

export interface Crew {
  readonly lanes: ReadonlyArray<Lane.Lane>
  readonly deliveries: ReadonlyArray<Delivery.Delivery>
}

/** `concurrency`: how many contacts are under way at once at each vendor. */
export const make = Effect.fnUntraced(function* (
  reached: { readonly salesflow: Source | undefined; readonly destinations: ReadonlyArray<Destination> },
  concurrency: number
) {
  const before = reached.salesflow === undefined ? [] : [yield* Lane.make(reached.salesflow)]
  const deliveries = yield* Effect.forEach(
    reached.destinations,
    Effect.fnUntraced(function* (destination) {
      return yield* Delivery.make(destination, yield* Lane.make(destination), concurrency)
    })
  )
  return { lanes: [...before, ...deliveries.map(({ lane }) => lane)], deliveries } satisfies Crew
})
