/** Which vendors the job talks to: the ones that the variables name where all are set, else mocks in this process. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Retry, VendorError } from "@salesbridge/core"
import { definition as salesblink, SalesBlink } from "@salesbridge/salesblink"
import { definition as salesflow, Salesflow } from "@salesbridge/salesflow"
import { Config, Duration, Effect, Layer, Option, Redacted, Schedule } from "effect"
import { CannotRun } from "./CannotRun.ts"
import { Encounters } from "./Encounters.ts"
import * as Rehearsal from "./Rehearsal.ts"
import { Screen } from "./Screen.ts"

const variables = ["SALESFLOW_TOKEN", "SALESFLOW_ACCOUNT_ID", "SALESBLINK_API_KEY"] as const

/** Whether the variables name vendors. Some of them without the others are a mistake. */
export const areNamed = Effect.gen(function* () {
  const values = yield* Effect.all(variables.map((name) => Config.option(Config.NonEmptyString(name)))).pipe(
    Effect.orDie
  )
  const missing = variables.filter((_, index) => Option.isNone(values[index]!))
  if (missing.length === 0 || missing.length === variables.length) return missing.length === 0
  const present = variables.filter((name) => !missing.includes(name))
  return yield* new CannotRun({
    message:
      `${present.join(" and ")} ${present.length === 1 ? "is" : "are"} set, ` +
      `but ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not.\n` +
      "For the real vendors set all three; for the offline run unset them, or add --offline."
  })
})

const origin = (name: string, otherwise: string) =>
  Effect.orDie(Config.String(name).pipe(Config.withDefault(""))).pipe(
    Effect.map((url) => (url === "" ? otherwise : url))
  )

/** Where the vendors are that the variables name. */
const origins = Effect.all({
  salesflow: origin("SALESFLOW_BASE_URL", salesflow.servers.default),
  salesblink: origin("SALESBLINK_BASE_URL", salesblink.servers.default)
})

/** Whether a URL leads to this computer, where no vendor is. */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/** Whether the variables lead to servers on this computer, both of them. */
export const areLocal = Effect.map(
  origins,
  ({ salesblink, salesflow }) => isLoopback(salesflow) && isLoopback(salesblink)
)

/** The policy of the packages, with more patience, and telling what it does. */
const settings = Effect.gen(function* () {
  const { line } = yield* Screen
  const { met } = yield* Encounters
  const told = (failure: VendorError.Failure, otherwise: Duration.Duration) => {
    const asked = failure.retryAfter
    const wait = `${Number(Duration.toSeconds(asked ?? otherwise).toFixed(1))} s`
    met(
      failure,
      asked === undefined
        ? "sent it again after a wait, which could do no harm"
        : `waited ${wait}, as asked, and sent it again, since it surely had no effect`
    )
    const answer = failure.status === undefined ? `gives no answer (${failure._tag})` : `answers ${failure.status}`
    return line(`${failure.vendor} ${answer}: going on in ${wait}${asked === undefined ? "" : ", as it asks"}`)
  }
  const policy: Retry.Policy = Schedule.exponential("500 millis").pipe(
    Schedule.jittered,
    Schedule.upTo({ times: 5 }),
    Schedule.setInputType<VendorError.Failure>(),
    Schedule.tap(({ duration, input }) => told(input, duration))
  )
  return { retry: policy, timeout: { total: "10 minutes" } } as const
})

/** Where each vendor is that the variables name, and its layer. */
export const named = Effect.gen(function* () {
  const options = yield* settings
  return {
    ...(yield* origins),
    layer: Layer.mergeAll(Salesflow.layerConfigWith(options), SalesBlink.layerConfigWith(options)).pipe(
      Layer.provide(NodeHttpClient.layerUndici),
      Layer.orDie
    )
  }
})

/** The same with mocks, which stop with the scope. */
export const offline = Effect.gen(function* () {
  const options = yield* settings
  // Not imported above: loading the mock servers takes a second, which the real vendors need not wait for.
  const { Mock } = yield* Effect.promise(() => import("@salesbridge/mocks"))
  const start = (vendor: string) =>
    Mock.start({ vendor }).pipe(Effect.mapError(({ message }) => new CannotRun({ message })))
  const { url: salesflow } = yield* start("salesflow")
  const { url: salesblink } = yield* start("salesblink")
  const credential = Redacted.make("any-credential-will-do")
  return {
    salesflow,
    salesblink,
    layer: Layer.mergeAll(
      Salesflow.layer({ ...options, token: credential, accountId: 10, baseUrl: salesflow }),
      SalesBlink.layer({ ...options, apiKey: credential, baseUrl: salesblink })
    ).pipe(Layer.provide(Rehearsal.layer), Layer.provide(NodeHttpClient.layerUndici))
  }
})
