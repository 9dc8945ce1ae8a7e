/** The vendors as one process reaches them, each with what is done at it. */
import { Cache, Effect, Scope } from "effect"
import * as Delivery from "./Delivery.ts"
import type { Destination } from "./Destination.ts"
import * as Lane from "./Lane.ts"
import type { Source } from "./Salesflow.ts"
import * as Vendors from "./Vendors.ts"

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

/** What jobs have set the vendors' flags to. */
export type Settings = Readonly<Record<string, string>>
const keyOf = (settings: Settings) => JSON.stringify(Object.entries(settings).toSorted())
export const isSame = (one: Settings, other: Settings) => keyOf(one) === keyOf(other)

/**
 * A crew for each way in which jobs have set the vendors' flags, of those vendors that this process can reach. With none
 * set, all that can be told who unsubscribed, which takes no flags.
 */
export const pool = Effect.fnUntraced(function* (kinds: Vendors.Kinds, concurrency: number) {
  // As long as the pool, not only until the work is done that wanted it first.
  const scope = yield* Effect.scope
  const crews = yield* Cache.make({
    capacity: 1000,
    lookup: Effect.fnUntraced(function* (key: string) {
      const settings = new Map<string, string>(JSON.parse(key))
      const known = kinds.filter((kind) => settings.size === 0 || kind.settings.every(({ flag }) => settings.has(flag)))
      return yield* make(
        yield* Vendors.real((flag) => settings.get(flag) ?? Vendors.sampleOf(flag), known),
        concurrency
      )
    }, Scope.provide(scope))
  })
  return (settings: Settings) => Cache.get(crews, keyOf(settings))
})
