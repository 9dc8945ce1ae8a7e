/** Connects the vendors of a job: those whose variables are set, or else sandboxes in this process. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Quota, type Retry, type VendorError } from "@salesbridge/core"
import { Cause, Config, ConfigProvider, Context, Duration, Effect, Layer, Option, Schedule } from "effect"
import { HttpClient } from "effect/http"
import { checked } from "./BeforeRequest.ts"
import { cannotRun } from "./CannotRun.ts"
import { innermost, wordsOf } from "./problemLogger.ts"
import type { VendorAdapter } from "./Destination.ts"
import { destinations } from "./destinations.ts"
import { FailureLog } from "./FailureLog.ts"
import * as OfflineFixture from "./OfflineFixture.ts"
import * as Salesflow from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import type { Connection, Setting, Settings, VendorIntegration } from "./VendorIntegration.ts"

export type Integrations = ReadonlyArray<VendorIntegration>

/** All vendors, in the order of the report. */
export const integrations: Integrations = [Salesflow.integration, ...destinations]

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The value of a setting: the given one, or else its default, or else its sample. */
export const settingOf =
  (given: Settings): Connection["setting"] =>
  (flag) => {
    const { sample, usual } = destinations.flatMap(({ settings }) => settings).find((setting) => setting.flag === flag)!
    const value = given[flag] ?? usual?.(given) ?? sample
    // The journal knows a target by its id, and a UUID in capitals is the same one.
    return uuid.test(value) ? value.toLowerCase() : value
  }

/** Whether a setting applies, given the others. */
export const applies = ({ only }: Setting, given: Settings) =>
  only === undefined || settingOf(given)(only.flag) === only.value

const and = (names: ReadonlyArray<string>) => names.join(" and ")

/** The vendors whose variables are set; none if the run is offline. Half of a vendor's variables is a mistake. */
export const configured = Effect.gen(function* () {
  const found: Array<VendorIntegration> = []
  for (const integration of integrations) {
    const { name, variables } = integration
    const [present, missing] = yield* Effect.partition(variables, (name) =>
      Effect.mapBoth(Config.NonEmptyString(name), { onSuccess: () => name, onFailure: () => name })
    )
    if (missing.length === 0) found.push(integration)
    else if (present.length > 0) {
      return yield* cannotRun(
        `${and(present)} ${present.length === 1 ? "is" : "are"} set, ` +
          `but ${and(missing)} ${missing.length === 1 ? "is" : "are"} not.\n` +
          `${name} needs all of them. To leave it out, unset them, or add --offline.`
      )
    }
  }
  if (found.length > 0 && !destinations.some((kind) => found.includes(kind))) {
    const others = destinations.map(({ name, variables }) => `  ${and(variables)} for ${name}`)
    return yield* cannotRun(
      `The variables of ${and(found.map(({ name }) => name))} are set, but no destination's. Set one or more of:\n` +
        `${others.join("\n")}\nFor the offline run, unset them all, or add --offline.`
    )
  }
  return found
})

/** The address of a vendor, from its variable if that is set. */
const urlOf = ({ baseUrl, server }: VendorIntegration) =>
  Effect.map(Effect.orDie(Config.String(baseUrl).pipe(Config.withDefault(""))), (url) => url || server)

/** The address by which the journal knows a vendor: one for all spellings of a URL. */
export const placeOf = (url: string): string => (URL.canParse(url) ? new URL(url).href.replace(/\/+$/, "") : url)

/** Whether a URL is on this computer. No real vendor is. */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

export const areLocal = (chosen: Integrations) =>
  Effect.map(Effect.forEach(chosen, urlOf), (urls) => urls.every(isLoopback))

/** More patient than the packages' own policy, and reports each retry. */
const policy = Effect.gen(function* () {
  const { line } = yield* Screen
  const { record } = yield* FailureLog
  const report = (failure: VendorError.Failure, otherwise: Duration.Duration) => {
    const asked = failure.retryAfter
    const wait = `${Number(Duration.toSeconds(asked ?? otherwise).toFixed(1))} s`
    const waited = asked === undefined ? "waited" : `waited ${wait}, as asked,`
    record(failure, `${waited} and sent it again, since ${asked === undefined ? "that is safe" : "it had no effect"}`)
    const answer = failure.status === undefined ? `does not answer (${failure._tag})` : `answers ${failure.status}`
    return line(`${failure.vendor} ${answer}: retrying in ${wait}${asked === undefined ? "" : ", as it asks"}`)
  }
  const retry: Retry.Policy = Schedule.exponential("500 millis").pipe(
    Schedule.jittered,
    Schedule.upTo({ times: 5 }),
    Schedule.setInputType<VendorError.Failure>(),
    Schedule.tap(({ duration, input }) => report(input, duration))
  )
  return { retry, timeout: { total: "10 minutes" } } as const
})

const redis = Effect.gen(function* () {
  const url = yield* Effect.orDie(Config.option(Config.NonEmptyString("REDIS_URL")))
  if (Option.isNone(url)) return undefined
  const NodeRedis = yield* Effect.promise(() => import("@effect/platform-node/NodeRedis"))
  return NodeRedis.layer({ url: url.value })
})

/** Fails with a message if `REDIS_URL` is set, but names no Redis that can be reached. */
export const checkRedis = Effect.gen(function* () {
  const layer = yield* redis
  if (layer === undefined) return
  yield* Effect.catchCause(Effect.scoped(Layer.build(layer)), (cause) =>
    cannotRun(
      `Cannot use the Redis that REDIS_URL names: ${wordsOf(innermost(Cause.squash(cause)))}.\n` +
        "Start it, correct REDIS_URL (redis://127.0.0.1:6379), or unset it."
    )
  )
})

/** Rate limits that are shared by all processes with this Redis; none without `REDIS_URL`. */
const sharedQuotas = Effect.gen(function* () {
  const layer = yield* redis
  if (layer === undefined) return undefined
  return yield* Quota.layerRedis({ prefix: "salesbridge-demo:quota:" }).pipe(
    Layer.provide(layer),
    Layer.build,
    Effect.orDie
  )
})

/** Node 24's global dispatcher respects NODE_USE_ENV_PROXY. */
const transport = Layer.provide(NodeHttpClient.layerUndiciNoDispatcher, NodeHttpClient.dispatcherLayerGlobal)

/** Connects these vendors as the variables say. `place` identifies their addresses in the journal; default: the URL. */
export const connect = Effect.fnUntraced(function* (
  setting: Connection["setting"],
  chosen: Integrations,
  http: Layer.Layer<HttpClient.HttpClient> = transport,
  place?: string
) {
  const options = yield* policy
  const quotas = yield* sharedQuotas
  // Built here, so that it lasts as long as the job.
  const client = checked(Context.get(yield* Layer.build(http), HttpClient.HttpClient))
  const adaptersOf = Effect.fnUntraced(function* <A extends VendorAdapter>(integration: VendorIntegration<A>) {
    if (!chosen.includes(integration)) return []
    const url = yield* urlOf(integration)
    // A server on this computer needs no limits, unless they are shared on purpose.
    const quota = isLoopback(url) && quotas === undefined ? { quota: { limits: [] } } : {}
    const adapter = yield* integration
      .connect({ url, place: place ?? placeOf(url), setting, options: { ...options, ...quota } })
      .pipe(Effect.provideService(HttpClient.HttpClient, client), Effect.provide(quotas ?? Context.empty()))
    return [adapter]
  })
  const sources = yield* adaptersOf(Salesflow.integration)
  const connected = (yield* Effect.forEach(destinations, adaptersOf)).flat()
  const adapters: ReadonlyArray<VendorAdapter> = [...sources, ...connected]
  return { salesflow: sources[0], destinations: connected, adapters }
})
export type ConnectedVendors = Effect.Success<ReturnType<typeof connect>>

/** All vendors as sandboxes, which stop with the scope. Their state is stored next to the journal. */
export const offline = Effect.fnUntraced(function* (setting: Connection["setting"], journal: string) {
  const fixture = yield* OfflineFixture.make(journal)
  const variables = ConfigProvider.fromUnknown(OfflineFixture.variablesOf(integrations, fixture.urls))
  const connected = yield* connect(setting, integrations, NodeHttpClient.layerUndici, "rehearsal").pipe(
    Effect.provideService(ConfigProvider.ConfigProvider, variables)
  )
  return { ...connected, fixture }
})
