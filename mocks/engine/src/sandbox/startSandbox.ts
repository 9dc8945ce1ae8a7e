/** A running sandbox, for tests and programs in JavaScript. */
import type { Untyped } from "./Json.ts"
import { StateFileUnusable } from "../errors.ts"
import { milliseconds } from "./Clock.ts"
import type { Definition } from "./Definition.ts"
import { type Fault, readFault, type StandingFault } from "./Faults.ts"
import type { Entry } from "./RequestLog.ts"
import { Sandbox, type Settings } from "./Sandbox.ts"
import * as Server from "./Server.ts"
import type { Seed } from "./seed/Seed.ts"
import type { Snapshot } from "./Snapshot.ts"
import * as Specification from "./Specification.ts"
import { StateFile } from "./StateFile.ts"
import type { Delivered } from "./Webhooks.ts"

/** What to serve: the path of a specification, and its rules, if any. */
export interface SandboxTarget {
  /** Its name in messages, snapshots and state files. */
  readonly vendor: string
  /** Path of its OpenAPI file. */
  readonly spec: string
  /**
   * The vendor's own rules. Operations without one get a rule from the specification: those on a collection store
   * records, the others return the example.
   */
  readonly definition?: Definition<Untyped> | undefined
}

/** What the compiler knows of a vendor's sandbox: its operations, events and state. */
export interface Names {
  /** Its operations, by `operationId`. */
  readonly operation: string
  /** Its events and their payloads. */
  readonly events: { readonly [event: string]: unknown }
  /** Its state. */
  readonly state: Untyped
}

export interface SandboxOptions<Known extends Names = Names> extends Omit<
  Settings,
  "now" | "changed" | "limited" | "seed"
> {
  /**
   * Your own data: `(s) => s.people.add({ first_name: "Ada" })`. Added at the start and at each reset, but not to the
   * state of a state file. A number is a `randomSeed`.
   */
  readonly seed?: Seed<Known["state"]> | number | undefined
  /** Port on 127.0.0.1. Default 0: a free one. */
  readonly port?: number | undefined
  /** Start of the clock: a date, or text that `Date` parses. Default: now. */
  readonly now?: Date | string | number | undefined
  /** Faults from the start until a reset. */
  readonly faults?: ReadonlyArray<Fault<Known["operation"]>> | undefined
  /** A file that keeps the state over a restart. Default: only memory. */
  readonly stateFile?: string | StateFile | undefined
  /** Called for each request after its answer. What it throws or rejects with is printed to the console. */
  readonly onRequest?: ((entry: Entry) => void) | undefined
}

export interface RunningSandbox<Known extends Names = Names> extends AsyncDisposable {
  readonly vendor: string
  /** The server's origin, without a final slash: the `baseUrl` of a client. */
  readonly url: string
  readonly port: number
  /** Operations that only answer with the specification's example, because no rule was written for them. */
  readonly examples: ReadonlyArray<string>
  /** The limits that apply: "30 GET a minute". Empty if they are off. */
  readonly limits: ReadonlyArray<string>
  /** A copy of its state. */
  readonly state: <State = Known["state"]>() => State
  /** Adds a fault. Throws an Error that names every mistake. */
  fault(fault: Fault<Known["operation"]>): StandingFault & { readonly end: () => void }
  readonly clearFaults: () => void
  /** The last 200 requests, newest last, with credentials hidden. `onRequest` gets each. */
  readonly log: () => ReadonlyArray<Entry>
  /** Webhook posts, sent and waiting. */
  readonly deliveries: () => ReadonlyArray<Delivered>
  /** The time of its clock. */
  readonly now: () => Date
  /**
   * Moves its clock ahead, by milliseconds or text like "15 seconds". Resolves when due jobs have run and the state
   * file is written.
   */
  readonly advance: (by: number | string) => Promise<void>
  /** Triggers one of the vendor's events. Resolves when each webhook that follows has been tried once. */
  trigger<Event extends keyof Known["events"] & string>(event: Event, payload?: Known["events"][Event]): Promise<void>
  /** @deprecated Use `trigger`. */
  happen<Event extends keyof Known["events"] & string>(event: Event, payload?: Known["events"][Event]): Promise<void>
  /** Adds your own data now, all or none of it. A reset removes it. Throws an Error that names the mistake. */
  readonly add: (seed: Seed<Known["state"]>) => void
  readonly snapshot: () => Snapshot
  readonly restore: (snapshot: Snapshot) => void
  /** Puts the state and the clock back to the start, and clears faults, used limits, log and deliveries. */
  readonly reset: () => void
  /** Stops the server and ends its connections. Calling it again does nothing. */
  readonly close: () => Promise<void>
}

const announced = new Set<string>()

/** Reports the first refusal by a limit, once for each vendor, because a client that waits looks as if it hung. */
const sayOnce = (vendor: string, limit: string, seconds: number): void => {
  if (announced.has(vendor)) return
  announced.add(vendor)
  console.error(
    `${vendor}: answered 429, because the vendor's limit is ${limit}; calls are accepted again in ${seconds} s. ` +
      "limits: false or --no-limits turns limits off. This is reported once."
  )
}

const specifications = new Map<string, Specification.Specification>()

const specificationAt = (location: string): Specification.Specification => {
  const known = specifications.get(location) ?? Specification.read(location)
  specifications.set(location, known)
  return known
}

/**
 * Starts a sandbox with its own state, on a free port of 127.0.0.1 or on `options.port`.
 *
 * Rejects with `UnreadableSpec`, `PortUnavailable`, `StateFileUnusable`, or an Error that names the mistakes of a fault
 * or a seed.
 */
export const startSandbox = async (target: SandboxTarget, options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const { stateFile, ...rest } = options
  if (typeof stateFile !== "string") return serve(target, rest, stateFile)
  const file = await StateFile.open(stateFile)
  try {
    const sandbox = await serve(target, rest, file)
    const close = async () => {
      await sandbox.close()
      await file.close()
    }
    return { ...sandbox, close, [Symbol.asyncDispose]: close }
  } catch (cause) {
    await file.close()
    throw cause
  }
}

/** A sandbox without a server. */
export const make = async (
  { definition: given, spec, vendor }: SandboxTarget,
  settings: Settings
): Promise<Sandbox<Untyped>> => {
  const specification = specificationAt(spec)
  const isWhole = given !== undefined && specification.operations.every(({ id }) => id in given.operations)
  const definition = isWhole ? given : await derived(vendor, specification, given)
  return new Sandbox(vendor, specification, definition, settings)
}

/** Starts a sandbox that keeps its state in an open file, if there is one. Closing the file is left to the caller. */
const serve = async (
  target: SandboxTarget,
  options: Omit<SandboxOptions, "stateFile">,
  file: StateFile | undefined
): Promise<RunningSandbox> => {
  const { faults = [], now, onRequest, port = 0, seed, ...settings } = options
  const { spec, vendor } = target
  const operations = specificationAt(spec).operations.map(({ id }) => id)
  const read = faults.map((fault) => readFault(fault, operations))
  const sandbox = await make(target, {
    ...settings,
    ...(seed !== undefined && (typeof seed === "number" ? { randomSeed: seed } : { seed })),
    limited: (limit, seconds) => sayOnce(vendor, limit, seconds),
    ...(now !== undefined && { now: time(now) }),
    ...(file !== undefined && { changed: () => void save().catch(() => undefined) })
  })
  const save = async () => file?.save(vendor, () => sandbox.kept)
  if (file !== undefined) resume(sandbox, file)
  for (const fault of read) sandbox.faults.add(fault, false)
  if (onRequest !== undefined) sandbox.log.watch(onRequest)
  const server = await Server.listen(sandbox, port, file && save).catch((cause: unknown) => {
    sandbox.stop()
    throw cause
  })
  const close = () => server.close()
  return { ...controlsOf(sandbox, save), url: server.url, port: server.port, close, [Symbol.asyncDispose]: close }
}

/** The methods of a running sandbox. */
const controlsOf = (
  sandbox: Sandbox<Untyped>,
  save: () => Promise<void>
): Omit<RunningSandbox, "url" | "port" | "close" | typeof Symbol.asyncDispose> => {
  const operations = sandbox.specification.operations.map(({ id }) => id)
  const trigger = async (event: string, payload?: unknown): Promise<void> => {
    sandbox.trigger(event, payload)
    await sandbox.idle()
    await save()
  }
  return {
    vendor: sandbox.vendor,
    examples: sandbox.definition.examples ?? [],
    limits: sandbox.limits,
    state: () => structuredClone(sandbox.state),
    fault: (fault) => {
      const standing = sandbox.faults.add(readFault(fault, operations))
      return { ...standing, end: () => void sandbox.faults.remove(standing.id) }
    },
    clearFaults: () => sandbox.faults.clear(),
    log: () => sandbox.log.entries,
    deliveries: () => sandbox.deliveries,
    now: () => new Date(sandbox.now),
    advance: async (by) => {
      await sandbox.advance(milliseconds(by))
      await save()
    },
    trigger,
    happen: trigger,
    add: (seed) => sandbox.add(seed),
    snapshot: () => sandbox.snapshot(),
    restore: (snapshot) => sandbox.restore(snapshot),
    reset: () => sandbox.reset()
  }
}

const definitions = new WeakMap<object, Definition<Untyped>>()

/** The rules derived from a specification, or a vendor's own rules completed with them. */
const derived = async (
  vendor: string,
  specification: Specification.Specification,
  given: Definition<Untyped> | undefined
): Promise<Definition<Untyped>> => {
  // Loaded here, because a vendor with all rules does not need to read schemas.
  const [{ sandboxOf }, { completed }, { unreadable }] = await Promise.all([
    import("../collections/sandboxOf.ts"),
    import("../collections/completed.ts"),
    import("./patterns.ts")
  ])
  const { document } = specification
  const known = definitions.get(given ?? specification)
  if (known !== undefined) return known
  for (const pattern of unreadable(document)) {
    console.error(
      `${vendor}: values are not checked against the pattern ${pattern}, because JavaScript cannot read it.`
    )
  }
  const made = given ? completed(document, given) : sandboxOf(document)
  definitions.set(given ?? specification, made)
  return made
}

/** Continues from a state file, or stops the sandbox and throws. */
const resume = (sandbox: Sandbox<Untyped>, file: StateFile): void => {
  try {
    const kept = file.load(sandbox.vendor)
    if (kept !== undefined) sandbox.resume(kept)
  } catch (cause) {
    sandbox.stop()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StateFileUnusable({ path: file.path, reason: `${reason} Choose another file, or delete it` })
  }
}

const time = (from: Date | string | number): number => {
  const at = new Date(from).getTime()
  if (Number.isNaN(at)) throw new Error(`"${String(from)}" is not a date. Example: "2026-03-02T09:00:00Z".`)
  return at
}
