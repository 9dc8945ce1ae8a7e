/**
 * What a vendor brings to its sandbox: seed data, who may call, what each operation does to the state, what happens
 * later or by itself, and the limits. Written from the vendor's document and specification, never from its client.
 *
 * State is plain JSON, so that it can be looked at, kept in a file, and put back. Handlers change it in place and answer
 * at once; what takes time is a job on the sandbox's clock.
 */
import type { Factories } from "./seed/Factories.ts"
import type { Untyped } from "./Json.ts"
import type { Delivery } from "./Webhooks.ts"

/** What every rule can use: the state, the clock, and what happens later or outside. */
export interface Context<State> {
  /** Changed in place. Its top-level members that are arrays or records of things are shown as tables in the browser. */
  state: State
  /** Milliseconds since 1970 on the sandbox's clock, which tests move. */
  readonly now: () => number
  /** From 0 to below 1, the same sequence for every sandbox of the same seed. */
  readonly random: () => number
  /** A UUID from that same sequence. */
  readonly uuid: () => string
  /** Lets `jobs[job]` run with this payload after so many milliseconds of the sandbox's clock. */
  readonly schedule: (job: string, payload: unknown, after: number) => void
  /** Posts to an address outside: a webhook. Happens after the answer, and not at all where the host is not allowed. */
  readonly deliver: (delivery: Delivery) => void
}

/** @deprecated Use `Context`. */
export type World<State> = Context<State>

/** A request that fits the specification. Parameters have the types that the specification gives them. */
export interface Call<State> extends Context<State> {
  /** The `operationId`. */
  readonly operation: string
  readonly method: string
  /** The origin that the caller used, for answers that hold addresses. */
  readonly origin: string
  // Their types come from the specification, which validation has held the request against.
  readonly path: Readonly<Record<string, Untyped>>
  readonly query: Readonly<Record<string, Untyped>>
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Untyped
  /** What the security scheme carries, without its prefix; empty where nothing was sent. */
  readonly credentials: string
}

export interface Reply {
  readonly status: number
  /** JSON; absent for an empty answer. */
  readonly body?: unknown
  /** In place of `body`: an answer that is no JSON, with its `content-type` among the headers. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** One thing wrong with a request. */
export interface Violation {
  readonly in: "path" | "query" | "header" | "body"
  /** The parameter's name, or the place in the body: `data.0.email`; empty for the whole body. */
  readonly name: string
  readonly message: string
}

/** So many units in each window of the clock, windows beginning at multiples of their length. */
export interface Limit<State> {
  /** What people call it, after its number: "a minute", "GET a minute". */
  readonly name: string
  /** Milliseconds. */
  readonly window: number
  readonly limit: number
  /** Calls that spend from the same budget; undefined for a call that is free. Default: one for each credential. */
  readonly bucket?: (call: Call<State>) => string | undefined
  /** Units that a call spends. Default 1. */
  readonly cost?: (call: Call<State>) => number
  /** Headers of every answer that tell where the caller stands. */
  readonly headers?: (standing: Standing) => Readonly<Record<string, string>>
}

export interface Standing {
  readonly limit: number
  /** Units of the call at hand. */
  readonly cost: number
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetsIn: number
}

/** Something that happens at the vendor without a call: a person replies, an invitation is accepted. */
export interface Event<State> {
  readonly description: string
  /** An example of its payload, which also says which fields there are. */
  readonly example: Readonly<Record<string, unknown>>
  /** Throws an Error with a clear message if the payload names nothing that exists. */
  readonly trigger: (context: Context<State>, payload: Untyped) => void
}

/** @deprecated Name the function `trigger`, as `Event` does. */
export interface HappeningEvent<State> extends Omit<Event<State>, "trigger"> {
  readonly happen: Event<State>["trigger"]
}

export interface Definition<State> {
  /**
   * When the seed's dates were fresh: `seed` is called at that time of day, and all dates in what it gives are moved by
   * whole days to the day of the sandbox's clock. Default: they stay.
   */
  readonly seededAt?: string
  /** A small believable company, the same every time; holds what the specification's examples name. */
  readonly seed: (context: Pick<Context<State>, "now" | "random" | "uuid" | "schedule">) => State
  /** How rows that a test brings along are completed. Default: as the seed has them. */
  readonly factories?: Factories<State>
  /**
   * The state's members in groups, those first that people look for first. Others come last. Default: as the state has them.
   */
  readonly tables?: ReadonlyArray<readonly [group: string, names: ReadonlyArray<string>]>
  /** The refusal of a call whose credentials are missing or not accepted. Undefined lets it pass. */
  readonly authorize: (call: Call<State>, accepted: (credentials: string) => boolean) => Reply | undefined
  /** The answer to a request that breaks the specification. Default: 422 `application/problem+json`, or 415 for its media type. */
  readonly invalid?: (call: Call<State>, violations: ReadonlyArray<Violation>) => Reply
  /** By `operationId`. What has no rule here derives from the specification. */
  readonly operations: Readonly<Record<string, (call: Call<State>) => Reply>>
  /** The operations among them that remember nothing and answer with the specification's example. */
  readonly examples?: ReadonlyArray<string>
  /** By name, for `schedule`. */
  readonly jobs?: Readonly<Record<string, (context: Context<State>, payload: Untyped) => void>>
  /** By name. The page, the control API and tests trigger them. */
  readonly events?: Readonly<Record<string, Event<State> | HappeningEvent<State>>>
  readonly limits?: ReadonlyArray<Limit<State>>
  /** The answer to a call beyond a limit. */
  readonly limited?: (call: Call<State>, standing: Standing) => Reply
}

/** Gives a definition its type. */
export const defineSandbox = <State>(definition: Definition<State>): Definition<State> => definition
