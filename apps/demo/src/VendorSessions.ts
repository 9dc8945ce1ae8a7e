/** The vendors' sessions of one process. */
import { Cache, Effect, Latch, Scope } from "effect"
import * as Delivery from "./Delivery.ts"
import type { Setting, Settings } from "./VendorIntegration.ts"
import type { Contact } from "./Contact.ts"
import { cell } from "./Row.ts"
import { Screen } from "./Screen.ts"
import * as VendorSession from "./VendorSession.ts"
import { hintOf } from "./Verdict.ts"
import * as Vendors from "./Vendors.ts"

/** `concurrency`: the number of contacts in progress at once at each vendor. `gate`: while it is closed, nothing is begun. */
export const make = Effect.fnUntraced(function* (
  { destinations, salesflow }: Pick<Vendors.ConnectedVendors, "destinations" | "salesflow">,
  concurrency: number,
  gate: Latch.Latch = Latch.makeUnsafe(true)
) {
  const source = salesflow && (yield* VendorSession.make(salesflow))
  const deliveries = yield* Effect.forEach(destinations, (destination) =>
    Effect.flatMap(VendorSession.make(destination), (session) => Delivery.make(session, concurrency, gate))
  )
  const sessions: ReadonlyArray<VendorSession.VendorSession> = source ? [source, ...deliveries] : deliveries
  const targets = destinations.map(({ target }) => target)
  return { source, deliveries, sessions, targets, gate }
})
export type VendorSessions = Effect.Success<ReturnType<typeof make>>

/** Such sessions, which say once that they leave a vendor. */
const saying = Effect.fnUntraced(function* (sessions: VendorSessions) {
  const { line } = yield* Screen
  const deliveries = sessions.deliveries.map(({ deliver, ...session }) => {
    let isSaid = false
    const say = Effect.suspend(() => {
      const failure = session.left()
      if (failure === undefined || isSaid) return Effect.void
      isSaid = true
      return line(`Left ${session.adapter.name}: ${hintOf(failure)}`)
    })
    return { ...session, deliver: (contact: Contact) => Effect.tap(deliver(contact), say) }
  })
  return { ...sessions, deliveries }
})

/** Such sessions, but a contact is delivered as `current` has it now, and not at all if that has none. */
export const only = (
  sessions: VendorSessions,
  current: (vendor: string, email: string) => Contact | undefined
): VendorSessions => ({
  ...sessions,
  deliveries: sessions.deliveries.map((delivery) => ({
    ...delivery,
    deliver: ({ email }) =>
      Effect.suspend(() => {
        const contact = current(delivery.adapter.vendor, email)
        return contact === undefined ? Effect.succeed(cell("not tried")) : delivery.deliver(contact)
      })
  }))
})

/** The vendors, and again those with another API: nobody knows in which of them a person is. */
const andOtherApis = (known: Vendors.Integrations) => (usual: Vendors.ConnectedVendors) => {
  const others = known.flatMap((kind) =>
    kind.settings.flatMap((setting) => {
      if (setting.only === undefined || Vendors.applies(setting, {})) return []
      const { flag, value } = setting.only
      return [Vendors.connect(Vendors.settingOf({ [flag]: value }), [kind])]
    })
  )
  return Effect.map(Effect.all(others), (others) => ({
    ...usual,
    destinations: [...usual.destinations, ...others.flatMap(({ destinations }) => destinations)]
  }))
}

/**
 * The sessions of each run of a job, for the vendors that this process can reach. A vendor that one run left is tried
 * again by the next. Without settings they can only suppress people, which needs none.
 */
export const pool = Effect.fnUntraced(function* (integrations: Vendors.Integrations, concurrency: number) {
  // Lives as long as the pool, not only as long as the first work that used it.
  const scope = yield* Effect.scope
  const reached = yield* Cache.make({
    capacity: 1000,
    lookup: (settings: Settings) => {
      const none = Object.keys(settings).length === 0
      const isSet = (setting: Setting) =>
        setting.usual !== undefined || setting.flag in settings || !Vendors.applies(setting, settings)
      const known = integrations.filter((kind) => none || kind.settings.every(isSet))
      const connected = Vendors.connect(Vendors.settingOf(settings), known)
      return Scope.provide(none ? Effect.flatMap(connected, andOtherApis(known)) : connected, scope)
    }
  })
  const sessions = yield* Cache.make({
    capacity: 1000,
    lookup: ({ settings }: { readonly settings: Settings; readonly run: string }) =>
      Effect.flatMap(Cache.get(reached, settings), (vendors) => Effect.flatMap(make(vendors, concurrency), saying))
  })
  return (settings: Settings, run: string) => Cache.get(sessions, { settings, run })
})
