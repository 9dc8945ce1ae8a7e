/** Which vendors the job talks to: the ones that the variables name where there are any, else sandboxes in this process. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { Quota, type Retry, type VendorError } from "@salesbridge/core"
import { Config, Context, Duration, Effect, Layer, Option, Schedule } from "effect"
import type { HttpClient } from "effect/http"
import { CannotRun } from "./CannotRun.ts"
import type { Destination, Reach, VendorKind } from "./Destination.ts"
import { destinations } from "./destinations.ts"
import { Encounters } from "./Encounters.ts"
import * as Salesflow from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import * as Stage from "./Stage.ts"

type AnyKind = VendorKind<unknown>
export type Kinds = ReadonlyArray<AnyKind>

/** All vendors, in the order of the report. */
export const kinds: Kinds = [Salesflow.kind, ...destinations]

type Given = (flag: string) => string | undefined

/** What a setting is: as given, else what is usual, else what stands for it offline. */
export const settingOf =
  (given: Given): Reach["setting"] =>
  (flag) => {
    const { sample, usual } = destinations.flatMap(({ settings }) => settings).find((setting) => setting.flag === flag)!
    return given(flag) ?? usual?.(given) ?? sample
  }

/** Those of a vendor's settings that count beside the others. */
export const counting = ({ settings }: AnyKind, given: Given) =>
  settings.filter(({ only }) => only === undefined || settingOf(given)(only.flag) === only.value)

const and = (names: ReadonlyArray<string>) => names.join(" and ")

/** The vendors that the variables name; none where the run is offline. Half of a vendor's variables is a mistake. */
export const named = Effect.gen(function* () {
  const found: Array<AnyKind> = []
  for (const kind of kinds) {
    const values = yield* Effect.orDie(
      Effect.all(kind.variables.map((name) => Config.option(Config.NonEmptyString(name))))
    )
    const missing = kind.variables.filter((_, index) => Option.isNone(values[index]!))
    if (missing.length === 0) found.push(kind)
    else if (missing.length < kind.variables.length) {
      const present = kind.variables.filter((name) => !missing.includes(name))
      return yield* new CannotRun({
        message:
          `${and(present)} ${present.length === 1 ? "is" : "are"} set, ` +
          `but ${and(missing)} ${missing.length === 1 ? "is" : "are"} not.\n` +
          `${kind.name} needs all of them; to leave it out unset them, or add --offline.`
      })
    }
  }
  if (found.length > 0 && !found.some(({ vendor }) => destinations.some((kind) => kind.vendor === vendor))) {
    const others = destinations.map(({ name, variables }) => `  ${and(variables)} for ${name}`)
    return yield* new CannotRun({
      message:
        `The variables name ${and(found.map(({ name }) => name))}, but nowhere that contacts could go. Set some of:\n` +
        `${others.join("\n")}\nFor the offline run unset them all, or add --offline.`
    })
  }
  return found
})

/** Where a vendor is that the variables name. */
const urlOf = ({ baseUrl, server }: AnyKind) =>
  Effect.orDie(Config.String(baseUrl).pipe(Config.withDefault(""))).pipe(
    Effect.map((url) => (url === "" ? server : url))
  )

/** Whether a URL leads to this computer, where no vendor is. */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/** Whether the variables lead to servers on this computer, all of them. */
export const areLocal = (kinds: Kinds) => Effect.map(Effect.forEach(kinds, urlOf), (urls) => urls.every(isLoopback))

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

/** The vendors of a run, reached. */
export interface Reached {
  readonly salesflow: Salesflow.Source | undefined
  readonly destinations: ReadonlyArray<Destination>
  /** By the vendors' short names. */
  readonly urls: ReadonlyMap<string, string>
}

/** Rate limits that all processes with this Redis share. Nothing without one. */
const sharedQuotas = Effect.gen(function* () {
  const url = yield* Effect.orDie(Config.option(Config.NonEmptyString("REDIS_URL")))
  if (Option.isNone(url)) return undefined
  return yield* Quota.layerRedis({ prefix: "salesbridge-demo:quota:" }).pipe(
    Layer.provide(NodeRedis.layer({ url: url.value })),
    Layer.build,
    Effect.orDie
  )
})

const reach = Effect.fnUntraced(function* (
  setting: Reach["setting"],
  kinds: Kinds,
  http: Layer.Layer<HttpClient.HttpClient>,
  how: (kind: AnyKind) => Effect.Effect<Pick<Reach, "url" | "place" | "credentials">>,
  quotas?: Context.Context<never>
) {
  const options = yield* settings
  // As long as the job, not only until the vendors are reached.
  const client = yield* Layer.build(http)
  const urls = new Map<string, string>()
  const connect = Effect.fnUntraced(function* <A>(kind: VendorKind<A>) {
    if (!kinds.some(({ vendor }) => vendor === kind.vendor)) return undefined
    const at = yield* how(kind)
    urls.set(kind.vendor, at.url)
    // Nobody else's limits are at stake on this computer, unless they are to be shared.
    const quota = isLoopback(at.url) && quotas === undefined ? { quota: { limits: [] } } : {}
    return yield* kind
      .connect({ ...at, setting, options: { ...options, ...quota } })
      .pipe(Effect.provide(client), Effect.provide(quotas ?? Context.empty()))
  })
  const salesflow = yield* connect(Salesflow.kind)
  const reached = yield* Effect.forEach(destinations, connect)
  return {
    salesflow,
    destinations: reached.filter((destination) => destination !== undefined),
    urls
  } satisfies Reached
})

/** Node's own dispatcher heeds NODE_USE_ENV_PROXY. */
const transport = Layer.provide(NodeHttpClient.layerUndiciNoDispatcher, NodeHttpClient.dispatcherLayerGlobal)

/** These vendors, with the credentials and at the places that the variables name. */
export const real = (setting: Reach["setting"], kinds: Kinds) =>
  Effect.flatMap(sharedQuotas, (quotas) =>
    reach(
      setting,
      kinds,
      transport,
      (kind) => Effect.map(urlOf(kind), (url) => ({ url, place: url, credentials: "variables" as const })),
      quotas
    )
  )

/** All vendors as sandboxes, which stop with the scope and remember beside the journal. */
export const offline = Effect.fnUntraced(function* (setting: Reach["setting"], journal: string) {
  const http = NodeHttpClient.layerUndici
  const stage = yield* Stage.make(
    kinds.map(({ vendor }) => vendor),
    journal
  ).pipe(Effect.provide(yield* Layer.build(http)))
  const reached = yield* reach(setting, kinds, http, ({ vendor }) =>
    Effect.succeed({ url: stage.urls.get(vendor)!, place: "rehearsal", credentials: "any" as const })
  )
  return { ...reached, stage }
})
