/**
 * Compares a vendor's responses with its specification and package. contract-kit makes the comparison. It is too large
 * to be a dependency of the command, so it is used if it is installed.
 */
import type { Operation, Vendor as Core } from "@salesbridge/core"
import { specificationPath } from "@salesbridge/mocks/specification"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type { Connection } from "../Connection.ts"
import type { Vendor } from "../Vendors.ts"
import type { Finding } from "./Finding.ts"

/** The part of contract-kit's `live` that is used. */
export interface Live {
  readonly runWith: (options: {
    readonly contract: {
      readonly catalog: ReadonlyArray<Operation.Any>
      readonly definition: Core.Definition
      readonly spec: string
    }
    readonly credentials: Connection["credentials"]
    readonly baseUrl: string | undefined
  }) => Effect.Effect<Report, never, HttpClient.HttpClient>
}

interface Report {
  readonly rows: ReadonlyArray<{
    readonly operation: string
    readonly result: string
    readonly reason: string | undefined
  }>
  readonly mismatches: ReadonlyArray<{
    readonly operation: string
    readonly place: string
    readonly expected: string
    readonly got: string
  }>
  readonly requests: number
}

const kit = "@salesbridge/contract-kit"

const load = Effect.promise(async () => {
  try {
    return (await import(`${kit}/live`)) as Live
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined
    throw cause
  }
})

/** Calls every GET operation. Returns a finding for each that differs or failed, and one for all of them. */
export const findings = (
  vendor: Vendor,
  { baseUrl, credentials }: Connection
): Effect.Effect<ReadonlyArray<Finding>, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const about = vendor.name
    const live = yield* load
    if (live === undefined) {
      const found = `needs ${kit}: install it next to salesbridge`
      return [{ about, check: "drift", state: "skipped", found } satisfies Finding]
    }
    const catalog = vendor.operations.map(({ operation }) => operation)
    const contract = { catalog, definition: vendor.definition, spec: specificationPath(vendor.name) }
    const report = yield* live.runWith({ contract, credentials, baseUrl })
    const agreed = report.rows.filter(({ result }) => result === "agrees").length
    const rows = report.rows.filter(({ result }) => result === "differs" || result === "failed")
    return [
      ...rows.map(({ operation, reason, result }): Finding => {
        const places = report.mismatches
          .filter((_) => _.operation === operation)
          .map(({ expected, got, place }) => `${place} is ${got}, not ${expected}`)
        return {
          about,
          check: "drift",
          state: "failed",
          found: `${operation}: ${places.join("; ") || (reason ?? result)}`
        }
      }),
      {
        about,
        check: "drift",
        state: agreed === 0 ? "warning" : "ok",
        found: `${agreed} of ${report.rows.length} responses are as specified, ${report.requests} calls were sent`
      }
    ]
  })
