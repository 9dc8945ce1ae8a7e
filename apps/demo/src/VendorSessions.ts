/** The vendors' sessions of one process. */
import { Cache, Effect, Scope } from "effect"
import * as Delivery from "./Delivery.ts"
import type { Destination } from "./Destination.ts"
import type { Setting } from "./VendorIntegration.ts"
import * as VendorSession from "./VendorSession.ts"
import type { Source } from "./Salesflow.ts"
import * as Vendors from "./Vendors.ts"

export interface VendorSessions {
  readonly sessions: ReadonlyArray<VendorSession.VendorSession>
  readonly deliveries: ReadonlyArray<Delivery.Delivery>
}

/** `concurrency`: the number of contacts in progress at once at each vendor. */
export const make = Effect.fnUntraced(function* (
  reached: { readonly salesflow: Source | undefined; readonly destinations: ReadonlyArray<Destination> },
  concurrency: number
) {
  const before = reached.salesflow === undefined ? [] : [yield* VendorSession.make(reached.salesflow)]
  const deliveries = yield* Effect.forEach(
    reached.destinations,
    Effect.fnUntraced(function* (destination) {
      return yield* Delivery.make(destination, yield* VendorSession.make(destination), concurrency)
    })
  )
  return { sessions: [...before, ...deliveries.map(({ session }) => session)], deliveries } satisfies VendorSessions
})

/** The values of the vendors' flags in a job. */
export type Settings = Readonly<Record<string, string>>
const keyOf = (settings: Settings) => JSON.stringify(Object.entries(settings).toSorted())

/**
 * The sessions of each run of a job, for the vendors that this process can reach. A vendor that one run left is tried
 * again by the next. Without settings they only report who unsubscribed, which needs none.
 */
export const pool = Effect.fnUntraced(function* (integrations: Vendors.Integrations, concurrency: number) {
  // Lives as long as the pool, not only as long as the first work that used it.
  const scope = yield* Effect.scope
  const reached = yield* Cache.make({
    capacity: 1000,
    lookup: (key: string) => {
      const settings = new Map<string, string>(JSON.parse(key))
      const given = (flag: string) => settings.get(flag)
      const isSet = ({ flag, usual }: Setting) => usual !== undefined || settings.has(flag)
      const known = integrations.filter((kind) => settings.size === 0 || Vendors.applicable(kind, given).every(isSet))
      return Scope.provide(Vendors.real(Vendors.settingOf(given), known), scope)
    }
  })
  const bySettings = yield* Cache.make({
    capacity: 1000,
    lookup: (key: string) => {
      const [settings] = JSON.parse(key) as [string, run: string]
      return Effect.flatMap(Cache.get(reached, settings), (vendors) => make(vendors, concurrency))
    }
  })
  return (settings: Settings, run: string) => Cache.get(bySettings, JSON.stringify([keyOf(settings), run]))
})
