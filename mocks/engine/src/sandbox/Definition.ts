/**
 * What a vendor defines for its sandbox: seed, authorization, what each operation does to the state, jobs, events and
 * limits. Written from the vendor's documentation and specification, never from its client.
 *
 * State is plain JSON, so that it can be shown, saved and restored. Handlers change it in place and answer at once.
 * Work that takes time is a job on the sandbox's clock.
 */
import type { Factories } from "./seed/Factories.ts"
import type { Untyped } from "./Json.ts"
import type { Delivery } from "./Webhooks.ts"

/** What every rule can use: the state, the clock, jobs and webhook deliveries. */
export interface Context<State> {
  /** Changed in place. Members that are arrays or records of objects are shown as tables on the page. */
  state: State
  /** Milliseconds since 1970 on the sandbox's clock, which tests can move. */
  readonly now: () => number
  /** From 0 to below 1. The same seed gives the same sequence. */
  readonly random: () => number
  /** A UUID from the same sequence. */
  readonly uuid: () => string
  /** Runs `jobs[job]` with this payload after this many milliseconds of the sandbox's clock. */
  readonly schedule: (job: string, payload: unknown, after: number) => void
  /**
   * Posts to an outside address, such as a webhook, after the answer. Nothing is sent to a host that is not allowed.
   */
  readonly deliver: (delivery: Delivery) => void
}

/** @deprecated Use `Context`. */
export type World<State> = Context<State>

/** A request. `authorize` gets it before its validation, `invalid` if the validation fails. */
export interface Call<State> extends Context<State> {
  /** The `operationId`. */
  readonly operation: string
  readonly method: string
  /** The origin that the caller used, for links in answers. */
  readonly origin: string
  // Before the validation, `path` has strings, and `query` and `body` are empty. After it, all have the specification's
  // types.
  readonly path: Readonly<Record<string, Untyped>>
  readonly query: Readonly<Record<string, Untyped>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Untyped
  /** The credentials without the scheme's prefix. Empty if none were sent. */
  readonly credentials: string
}

export interface Reply {
  readonly status: number
  /** JSON. Undefined for an empty answer. */
  readonly body?: unknown
  /** Instead of `body`: text that is not JSON, with its `content-type` in `headers`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** One mistake in a request. */
export interface Violation {
  readonly in: "path" | "query" | "header" | "body"
  /** The parameter's name, or a path in the body, such as `data.0.email`. Empty for the whole body. */
  readonly name: string
  readonly message: string
}

/** A limit on the units in each window of the clock. Windows begin at multiples of their length. */
export interface Limit<State> {
  /** The text after the number, as in `300 a minute`: "a minute", "GET a minute". */
  readonly name: string
  /** Length of the window in milliseconds. */
  readonly window: number
  readonly limit: number
  /** The budget that a call spends from; undefined for a free call. Default: one for each credential. */
  readonly bucket?: (call: Call<State>) => string | undefined
  /** Units that a call costs. Default 1. */
  readonly cost?: (call: Call<State>) => number
  /** Headers that tell the caller its standing, on every answer. */
  readonly headers?: (standing: Standing) => Readonly<Record<string, string>>
}

export interface Standing {
  readonly limit: number
  /** Units that this call costs. */
  readonly cost: number
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetsIn: number
}

/** Something that happens at the vendor without a call, such as a reply from a person. */
export interface Event<State> {
  readonly description: string
  /** An example of the payload, with all its fields. */
  readonly example: Readonly<Record<string, unknown>>
  /** Throws an Error with a clear message if the payload names nothing that exists. */
  readonly trigger: (context: Context<State>, payload: Untyped) => void
}

/** @deprecated Rename `happen` to `trigger`, as in `Event`. */
export interface HappeningEvent<State> extends Omit<Event<State>, "trigger"> {
  readonly happen: Event<State>["trigger"]
}

export interface Definition<State> {
  /**
   * The moment for which the seed's dates were written. At the start, all dates move by whole days, so that this moment
   * lies in the last 24 hours of the sandbox's clock. Default: they are not moved.
   */
  readonly seededAt?: string
  /** A small believable company, always the same, with everything that the specification's examples name. */
  readonly seed: (context: Pick<Context<State>, "now" | "random" | "uuid" | "schedule">) => State
  /** How to complete the rows that tests add. Default: derived from the seed. */
  readonly factories?: Factories<State>
  /** The tables in groups, the most important first. Others come last. Default: in the order of the state. */
  readonly tables?: ReadonlyArray<readonly [group: string, names: ReadonlyArray<string>]>
  /** The refusal of a call with missing or wrong credentials. Undefined accepts the call. */
  readonly authorize: (call: Call<State>, accepted: (credentials: string) => boolean) => Reply | undefined
  /** The answer to an invalid request. Default: 422 `application/problem+json`, or 415 for its media type. */
  readonly invalid?: (call: Call<State>, violations: ReadonlyArray<Violation>) => Reply
  /** By `operationId`. Operations without a rule get one derived from the specification. */
  readonly operations: Readonly<Record<string, (call: Call<State>) => Reply>>
  /** Ids in `operations` whose rule only returns the specification's example. */
  readonly examples?: ReadonlyArray<string>
  /** By name, for `schedule`. */
  readonly jobs?: Readonly<Record<string, (context: Context<State>, payload: Untyped) => void>>
  /** By name. The page, the control API and tests trigger them. */
  readonly events?: Readonly<Record<string, Event<State> | HappeningEvent<State>>>
  readonly limits?: ReadonlyArray<Limit<State>>
  /** The answer to a call over a limit. */
  readonly limited?: (call: Call<State>, standing: Standing) => Reply
}

/** Infers the type of a definition. */
export const defineSandbox = <State>(definition: Definition<State>): Definition<State> => definition
