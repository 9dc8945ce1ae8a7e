/** The pages of a list, followed by the vendor's package. */
import type { Vendor as Core } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Description } from "./Description.ts"
import type { Vendor } from "./Vendors.ts"

type Follow = (input: unknown) => Stream.Stream<unknown, unknown, unknown>

/** Finds out which operation a stream calls, by running it with a client that fails with the operation. */
const operationOf = async (vendor: Vendor, follow: Follow): Promise<unknown> => {
  const probe = { call: (operation: unknown) => Effect.fail(operation) } as unknown as Core.Vendor
  const asked = Stream.runDrain(follow({})).pipe(Effect.flip, Effect.provideService(vendor.service, probe))
  return Effect.runPromise(asked as Effect.Effect<unknown, unknown>).catch(() => undefined)
}

/** The stream function for the pages of an operation; `undefined` if it has none. */
const followOf = async (vendor: Vendor, { name, operation }: Description): Promise<Follow | undefined> => {
  const [resource = ""] = name.split(".")
  const exports = vendor.exports[resource] as Readonly<Record<string, unknown>>
  for (const [key, value] of Object.entries(exports)) {
    if (/pages$/i.test(key) && (await operationOf(vendor, value as Follow)) === operation) return value as Follow
  }
  return undefined
}

/** The bodies of an operation's pages as received, called for one after another. */
export const bodies = (vendor: Vendor, client: Core.Vendor, description: Description, input: unknown) =>
  Effect.map(
    Effect.promise(() => followOf(vendor, description)),
    (follow): Stream.Stream<unknown, unknown> | undefined => {
      if (follow === undefined) return undefined
      let body: unknown
      const remembering: Core.Vendor = {
        ...client,
        call: (operation, input, options) =>
          Effect.map(client.callWithResponse(operation, input, options), (answer) => {
            ;({ body } = answer)
            return answer.value as unknown
          })
      }
      const pages = follow(input).pipe(Stream.provideService(vendor.service, remembering))
      return Stream.map(pages as Stream.Stream<unknown, unknown>, () => body)
    }
  )
