/* oxlint-disable typescript/no-explicit-any -- functions of every kind are told apart by what they return */
/// <reference lib="esnext.disposable" preserve="true" />
/**
 * A vendor's operations as functions that return promises, for applications without Effect. They are derived from the
 * modules of the vendor's package and make the same calls, with the same errors, retries, time limits and quota.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Pull from "effect/Pull"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type * as Core from "./DecodedResponse.ts"
import type * as Call from "./CallOptions.ts"
import * as Catalog from "./Catalog.ts"
import { ClientClosed } from "./ClientClosed.ts"
import * as Credentials from "./Credentials.ts"
import * as Fetch from "./Fetch.ts"
import type * as Operation from "./Operation.ts"
import * as Hooks from "./Hooks.ts"
import * as Overrides from "./Overrides.ts"
import * as PromiseLogger from "./PromiseLogger.ts"
import type { RedisClient } from "./PromiseQuota.ts"
import type * as Quota from "./Quota.ts"
import type { RawRequest } from "./RawRequest.ts"
import * as Setting from "./Setting.ts"
import type * as Retry from "./Retry.ts"
import type * as Vendor from "./Vendor.ts"

/** Options that stop a call. */
export interface Abortable {
  /** When it aborts, the connection is closed and the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** The options of one call. They take precedence over those of the client. */
export interface CallOptions extends Abortable, Call.Hooks {
  /** How many times the call may be sent again, if that is safe; `false` for never. Default: 3. */
  readonly retry?: number | false | undefined
  /** Time limits, in milliseconds or as strings such as `"10 seconds"`. */
  readonly timeout?: Call.Timeouts | undefined
  /**
   * The maximum size of a decompressed success body, in bytes. A larger one fails with `ResponseTooLarge`. Default: 32
   * MiB.
   */
  readonly maxBodyBytes?: number | undefined
  /** Replaces details that the vendor's API reference leaves open. */
  readonly override?: Call.Override | undefined
}

/** The limits for the calls of a client. */
export interface QuotaOptions extends Quota.Options {
  /**
   * A Redis client, through which processes share the quota of an account. Default: the quota covers this client only,
   * in memory.
   */
  readonly redis?: RedisClient | undefined
}

/** What every client can set in addition to the credentials. */
export interface Options<OperationId extends string = string> extends Omit<
  Vendor.Options<OperationId>,
  "quota" | "retry"
> {
  /** Limits for calls. Default: the vendor's limits. */
  readonly quota?: QuotaOptions | undefined
  /** How many times a call may be sent again, if that is safe; `false` for never. Default: 3. */
  readonly retry?: number | false | undefined
  /** Receives log lines; may be `console`. Default: only the client's own warnings are logged, to the console. */
  readonly logger?: PromiseLogger.PromiseLogger | undefined
  /** Receives spans and metrics, such as `Otlp.layerJson` of `effect/observability`. Default: nothing. */
  readonly telemetry?: Layer.Layer<never> | undefined
  /** Makes the requests. It must support `redirect: "manual"`. Default: the global `fetch` at the time of a request. */
  readonly fetch?: Fetch.Fetch | undefined
}

/** A decoded value and its HTTP response. */
export interface DecodedResponse<A> {
  readonly value: A
  readonly status: number
  /** By name, in lower case. */
  readonly headers: { readonly [name: string]: string }
  /** The vendor's request id, if the response has one. */
  readonly requestId: string | undefined
  /** The JSON as received, before decoding. `undefined` if the response had none. */
  readonly body: unknown
}

/** @deprecated Use `DecodedResponse`. */
export type Answer<A> = DecodedResponse<A>

/** The arguments of a call. The input is optional if it has no required part. */
export type Arguments<I> = [keyof I] extends [never]
  ? [input?: { readonly [name: string]: never }, options?: CallOptions]
  : {} extends I
    ? [input?: I, options?: CallOptions]
    : [input: I, options?: CallOptions]

/** An operation. It rejects with its documented errors, and with those that every call can meet. */
export interface Method<I, A> {
  (...args: Arguments<I>): Promise<A>
  /** The same call, with the response's status, headers and request id in addition to the value. */
  readonly withResponse: (...args: Arguments<I>) => Promise<DecodedResponse<A>>
}

/** Replaces the options of a call, at any position among the parameters, by the promise client's. */
type Parameter<P> = string extends keyof NonNullable<P>
  ? P
  : "retry" extends keyof NonNullable<P>
    ? WithSignal<Omit<NonNullable<P>, keyof Call.CallOptions>> | Extract<P, undefined>
    : P
type WithSignal<Rest> = [keyof Rest] extends [never] ? CallOptions : Rest & CallOptions
type Promised<P extends ReadonlyArray<any>> = { [K in keyof P]: Parameter<P[K]> }

/** A function of a vendor's package, without Effect. */
export type Derived<F> =
  F extends Operation.Operation<infer I, infer A, any, any>
    ? Method<I, A>
    : F extends (...args: infer P) => Stream.Stream<infer A, any, any>
      ? (...args: Promised<P>) => AsyncIterable<A>
      : F extends (...args: infer P) => Effect.Effect<infer A, any, any>
        ? (...args: Promised<P>) => Promise<A>
        : never

/** The names of the members that make calls. */
type Callable<M> = {
  [K in keyof M]: M[K] extends (...args: never) => Effect.Effect<any, any, any> | Stream.Stream<any, any, any>
    ? K
    : never
}[keyof M]

/** A module of a vendor's package: its operations return promises, its streams are async iterables. */
export type Module<M> = { readonly [K in keyof Pick<M, Callable<M>>]: Derived<M[K]> }

/** What every client has in addition to its modules. */
export interface Base {
  /** Sends a request that has no function, with the same credentials, quota, retries and errors. */
  readonly request: (request: RawRequest, options?: CallOptions) => Promise<DecodedResponse<unknown>>
  /** Ends all calls in progress. Later calls reject with `ClientClosed`. */
  readonly close: () => Promise<void>
  /** {@link close}, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** A client with these modules. */
export type Client<Modules> = Base & { readonly [M in keyof Modules]: Module<Modules[M]> }

/** A secret from the user. The client never shows it. */
export type Secret = string | Redacted.Redacted

/** Checks that a secret is given, for users without types. Throws a `TypeError` if it is not. */
export const secret = (name: string, value: Secret): Redacted.Redacted => {
  const text: unknown = Redacted.isRedacted(value) ? Redacted.value(value) : value
  if (typeof text !== "string" || text === "") throw new TypeError(`\`${name}\` is missing`)
  return Redacted.isRedacted(value) ? value : Redacted.make(value)
}

/** Checks that an id is given. Throws a `TypeError` if it is missing, empty or NaN. */
export const checkId = (name: string, id: number | string): void =>
  void secret(name, Number.isNaN(id) ? "" : String(id ?? ""))

/** Returns the token to send. After a 401, `refused` is the token that the vendor refused. */
export type Ask = (refused?: string) => string | Promise<string>

/** A token that the client asks for before each attempt, and once more after a 401. */
export const source = (name: string, ask: Ask): Credentials.Source => {
  const asked = (refused?: string) =>
    Effect.flatMap(
      Effect.tryPromise({
        try: async () => ask(refused),
        catch: (cause) => new Credentials.SourceError({ message: `\`${name}\` failed`, cause })
      }),
      (token: unknown) =>
        typeof token === "string" && token !== ""
          ? Effect.succeed(Redacted.make(token))
          : Effect.fail(new Credentials.SourceError({ message: `\`${name}\` returned no text` }))
    )
  return { account: name, get: asked(), renew: (refused) => asked(Redacted.value(refused)) }
}

/** Runs effects that need the vendor's service, and returns their results. */
export interface Connection<R> {
  readonly vendor: string
  readonly overrides?: Overrides.Overrides | undefined
  /** Rejects with the error itself. `operation` is named if the client is closed. */
  readonly run: <A>(operation: string, effect: Effect.Effect<A, unknown, R>, options?: Abortable) => Promise<A>
  /** Each loop starts the stream again. Leaving the loop stops the stream. */
  readonly iterate: <A>(
    operation: string,
    stream: Stream.Stream<A, unknown, R>,
    options?: Abortable
  ) => AsyncIterable<A>
  readonly close: () => Promise<void>
}

const transportOf = (fetch: Fetch.Fetch | undefined): Layer.Layer<HttpClient.HttpClient> =>
  FetchHttpClient.layer.pipe(
    // Otherwise each request would set it anew.
    Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { redirect: "manual" })),
    // The default of this service would be the first global `fetch` for ever.
    Layer.provide(Layer.succeed(FetchHttpClient.Fetch, (fetch as typeof globalThis.fetch | undefined) ?? Fetch.current))
  )

/** Imported when used, so that other applications do not load it. */
const sharedQuota = (redis: RedisClient | undefined) =>
  redis === undefined
    ? Layer.empty
    : Layer.unwrap(
        Effect.map(
          Effect.promise(() => import("./PromiseQuota.ts")),
          (_) => _.layer(redis)
        )
      )

/**
 * A connection with the client's settings. Nothing is sent before the first call. Throws a `TypeError` that names the
 * settings that are not valid.
 */
export const connect = <R, Id extends string>(
  vendor: string,
  { fetch, logger, quota: { redis, ...quota } = {}, retry, telemetry = Layer.empty, ...options }: Options<Id>,
  layer: (options: Vendor.Options<Id>) => Layer.Layer<R, never, HttpClient.HttpClient>
): Connection<R> => {
  const hooks = logger === undefined ? {} : Hooks.combine(options, PromiseLogger.hooks(logger))
  const settings = { ...options, ...hooks, quota, ...(retry === undefined ? {} : { retry: policyOf(retry) }) }
  Setting.orThrow(Setting.issuesOf(settings))
  const observers = logger === undefined ? telemetry : Layer.merge(telemetry, PromiseLogger.layer(logger))
  const client = layer(settings).pipe(Layer.provide(sharedQuota(redis)), Layer.provide(transportOf(fetch)))
  const opened: Opened<R> = {
    vendor,
    closed: false,
    runtime: ManagedRuntime.make(Layer.provideMerge(client, observers))
  }
  const run = runnerOf(opened)
  let closing: Promise<void> | undefined
  return {
    vendor,
    overrides: options.overrides,
    run,
    iterate: (operation, stream, options = {}) => ({
      [Symbol.asyncIterator]: () => items(opened, run, operation, stream, options)
    }),
    close: () => {
      opened.closed = true
      return (closing ??= opened.runtime.dispose())
    }
  }
}

/** The runtime of a connection's calls. */
interface Opened<R> {
  readonly vendor: string
  readonly runtime: ManagedRuntime.ManagedRuntime<R, never>
  closed: boolean
}

const closedError = <R>({ vendor }: Opened<R>, operation: string) => new ClientClosed({ vendor, operation })

const errorOf = <R>(opened: Opened<R>, operation: string, cause: Cause.Cause<unknown>): unknown => {
  const failure = Cause.findErrorOption(cause)
  if (failure._tag === "Some") return failure.value
  return opened.closed && Cause.hasInterruptsOnly(cause) ? closedError(opened, operation) : Cause.squash(cause)
}

const runnerOf = <R>(opened: Opened<R>): Connection<R>["run"] => {
  const run: Connection<R>["run"] = (operation, effect, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const site = callSite(run)
      if (opened.closed) return reject(traced(closedError(opened, operation), site))
      if (signal?.aborted === true) return reject(signal.reason)
      const fiber = opened.runtime.runFork(effect)
      const abort = () => {
        reject(signal?.reason)
        fiber.interruptUnsafe()
      }
      signal?.addEventListener("abort", abort, { once: true })
      fiber.addObserver((exit) => {
        signal?.removeEventListener("abort", abort)
        if (Exit.isSuccess(exit)) resolve(exit.value)
        else reject(traced(errorOf(opened, operation, exit.cause), site))
      })
    })
  return run
}

async function* items<A, R>(
  opened: Opened<R>,
  run: Connection<R>["run"],
  operation: string,
  stream: Stream.Stream<A, unknown, R>,
  options: Abortable
): AsyncGenerator<A, void> {
  const { signal } = options
  signal?.throwIfAborted()
  if (opened.closed) throw closedError(opened, operation)
  const scope = Scope.forkUnsafe(opened.runtime.scope)
  const end = () => Effect.runPromise(Scope.close(scope, Exit.void))
  // Aborts at once, including work that continues after the loop.
  const abort = () => void end().catch(() => {})
  signal?.addEventListener("abort", abort, { once: true })
  try {
    const pull = await run(operation, Scope.provide(Stream.toPull(stream), scope), options)
    for (;;) {
      const next = Pull.catchDone(pull, () => Effect.succeed(undefined))
      const chunk = await run<ReadonlyArray<A> | undefined>(operation, next, options)
      if (chunk === undefined) return
      for (const item of chunk) {
        signal?.throwIfAborted()
        yield item
      }
    }
  } finally {
    signal?.removeEventListener("abort", abort)
    await end()
  }
}

/** Where a call was made: the `stack` that the engine recorded. */
interface CallSite {
  readonly stack?: string
}

const callSite = (below: unknown): CallSite => {
  const site: CallSite = {}
  const { captureStackTrace } = Error as { captureStackTrace?: (site: CallSite, below: unknown) => void }
  captureStackTrace?.(site, below)
  return site
}

const seen = new WeakSet()

/** Adds to the stack of an error where the call was made: its own stack lies within the client. */
const traced = (error: unknown, { stack = "" }: CallSite): unknown => {
  // Concurrent calls that shared one request may share one error.
  if (!(error instanceof Error) || !("vendor" in error) || seen.has(error)) return error
  seen.add(error)
  const first = stack.indexOf("\n    at ")
  if (first >= 0) error.stack += stack.slice(first)
  return error
}

/** The options as the Effect call takes them. Other options pass unchanged. */
export const callOptions = (options: CallOptions | undefined): Call.CallOptions => {
  const { retry, signal: _, ...rest } = options ?? {}
  return { ...rest, ...(retry === undefined ? {} : { retry: policyOf(retry) }) }
}

/** `Retry.defaultPolicy` with another number of retries. */
const policyOf = (times: number | false): Retry.Policy | false =>
  times === false || times <= 0
    ? false
    : typeof times !== "number" || Number.isNaN(times)
      ? // Refused by the call, so that it rejects.
        (times as never)
      : Schedule.exponential("250 millis").pipe(Schedule.jittered, Schedule.upTo({ times }))

const toDecodedResponse = <A>({ headers, ...rest }: Core.DecodedResponse<A>): DecodedResponse<A> => ({
  ...rest,
  headers: { ...headers }
})

type Make = (...args: ReadonlyArray<unknown>) => unknown
type MakeResponse = (...args: ReadonlyArray<unknown>) => Effect.Effect<Core.DecodedResponse<unknown>, unknown, any>

const isOperation = Catalog.isOperation as (
  member: unknown
) => member is Operation.Any & Make & { readonly withResponse: MakeResponse }

/** The operations of the methods, for helpers that take one. */
const operations = new WeakMap<object, unknown>()

/** The operation that a method calls. */
export const operationOf = (method: unknown): unknown =>
  typeof method === "function" ? (operations.get(method) ?? method) : method

/** The options are the last declared argument of a function, or the second of an operation. */
const split = (args: ReadonlyArray<unknown>): readonly [args: ReadonlyArray<unknown>, options: Abortable] => {
  const [input, options] = args as [unknown, CallOptions | undefined]
  return options === undefined ? [args, {}] : [[input, callOptions(options)], { signal: options.signal }]
}

const methodOf = (
  connection: Connection<any>,
  operation: Operation.Any & Make & { readonly withResponse: MakeResponse }
) => {
  const method = (...given: ReadonlyArray<unknown>) => {
    const [args, options] = split(given)
    return connection.run(operation.id, operation(...args) as Effect.Effect<unknown, unknown>, options)
  }
  const withResponse = (...given: ReadonlyArray<unknown>) => {
    const [args, options] = split(given)
    return connection.run(operation.id, Effect.map(operation.withResponse(...args), toDecodedResponse), options)
  }
  Object.defineProperty(method, "name", { value: operation.id })
  operations.set(method, operation)
  return Object.assign(method, { withResponse })
}

const functionOf =
  (connection: Connection<any>, name: string, make: Make) =>
  (...given: ReadonlyArray<unknown>) => {
    const [args, options] = split(given)
    const made = make(...args)
    return Stream.isStream(made)
      ? connection.iterate(name, made as Stream.Stream<unknown, unknown>, options)
      : connection.run(name, made as Effect.Effect<unknown, unknown>, options)
  }

/**
 * The members of a module that make calls, without Effect. It includes every function that is not a schema; callers
 * omit those that return neither an effect nor a stream.
 */
export const derive = <M extends object>(connection: Connection<any>, name: string, module: M): Module<M> => {
  const derived: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(module)) {
    if (isOperation(member)) derived[key] = methodOf(connection, member)
    else if (typeof member === "function" && !Schema.isSchema(member)) {
      derived[key] = functionOf(connection, `${name}.${key}`, member as Make)
    }
  }
  return derived as Module<M>
}

const checkOverrides = ({ overrides, vendor }: Connection<never>, modules: Catalog.Resources): void => {
  const ids: ReadonlyArray<string> = Catalog.make(modules).map(({ id }) => id)
  const unknown = Object.keys(Overrides.byId(overrides)).filter((id) => !ids.includes(id))
  if (unknown.length === 0) return
  throw new TypeError(`${vendor} has no operation ${unknown.join(", ")} to override. It has: ${ids.join(", ")}`)
}

/**
 * The client of a vendor, from the modules of its package. Throws a `TypeError` if an override names an unknown
 * operation.
 */
export const make = <R, const Modules extends { readonly [name: string]: object }>(
  connection: Connection<R>,
  request: (
    request: RawRequest,
    options?: Call.CallOptions
  ) => Effect.Effect<Core.DecodedResponse<unknown>, unknown, R>,
  modules: Modules
): Client<Modules> => {
  checkOverrides(connection, modules)
  const derived = Object.entries(modules).map(([name, module]) => [name, derive(connection, name, module)])
  const base: Base = {
    request: (raw, options) =>
      connection.run("request", Effect.map(request(raw, callOptions(options)), toDecodedResponse), options),
    close: connection.close,
    [Symbol.asyncDispose]: connection.close
  }
  return { ...(Object.fromEntries(derived) as Client<Modules>), ...base }
}
