/** Faults on demand: which calls fail, how, and how often. Seeded, so that a failing run can be repeated. */
import { milliseconds } from "./Clock.ts"
import { isObject } from "@salesbridge/openapi/Json"
import { Random } from "./Random.ts"

/** What goes wrong. With only `latency`, `jitter` or `drip`, the answer is right but late. */
export interface Fault<Operation extends string = string> {
  /** Only this operation, by its `operationId`. Default: all. */
  readonly operation?: Operation | undefined
  /** Only calls whose path, query or body contains this text, as sent. Default: all. */
  readonly containing?: string | undefined
  /** The share of calls that it applies to: 0.25 is one in four, chosen by the seed. Default 1. */
  readonly share?: number | undefined
  /** How many calls it applies to before it ends. Default: no limit. */
  readonly count?: number | undefined
  /** How many calls pass before it begins. Default 0. */
  readonly skip?: number | undefined
  /** The status of the answer. Its body is the specification's example. */
  readonly status?: number | undefined
  /** Which example of the status, by name. Default: the first. */
  readonly example?: string | undefined
  /** The `Retry-After` header: seconds, or an HTTP date. */
  readonly retryAfter?: number | string | undefined
  /** Drops the connection without an answer. */
  readonly drop?: boolean | undefined
  /**
   * Whether `status` and `drop` come before or after the call's effect. Default "before". With "after", the caller
   * cannot know whether the call had its effect.
   */
  readonly when?: "before" | "after" | undefined
  /** "truncated": half of the body, then the connection ends; "html": a page, as proxies send; "empty": nothing. */
  readonly body?: "truncated" | "html" | "empty" | undefined
  /** Delay of the answer: milliseconds, or text like "2s". */
  readonly latency?: number | string | undefined
  /** A further random delay of at most this length. The seed determines it. */
  readonly jitter?: number | string | undefined
  /** The body comes in pieces of 16 bytes, with this pause between them. */
  readonly drip?: number | string | undefined
  /** The seed of `share` and `jitter`. Default 1. */
  readonly seed?: number | undefined
}

/** An active fault. */
export interface StandingFault extends Fault {
  /** For its removal: `DELETE /_sandbox/faults/{id}`. */
  readonly id: number
  /** How many calls it has applied to. */
  readonly struck: number
}

/** A fault as a state file holds it. */
export interface KeptFault {
  readonly id: number
  readonly fault: Fault
  readonly random: number
  readonly seen: number
  readonly struck: number
}

/** A fault as it applies to one call. */
export interface AppliedFault {
  readonly id: number
  readonly fault: Fault
  /** Whether a state file holds it. */
  readonly kept: boolean
  /** Milliseconds. */
  readonly delay: number
}

interface Entry {
  readonly id: number
  readonly fault: Fault
  readonly kept: boolean
  readonly random: Random
  seen: number
  struck: number
}

const fields: Readonly<Record<keyof Fault, (value: unknown) => string | undefined>> = {
  operation: (_) => (typeof _ === "string" && _ !== "" ? undefined : "must be an operationId"),
  containing: (_) => (typeof _ === "string" && _ !== "" ? undefined : "must be text"),
  share: (_) => (typeof _ === "number" && _ > 0 && _ <= 1 ? undefined : "must be above 0 and at most 1"),
  count: (_) => (Number.isInteger(_) && Number(_) > 0 ? undefined : "must be a whole number above 0"),
  skip: (_) => (Number.isInteger(_) && Number(_) >= 0 ? undefined : "must be a whole number from 0"),
  status: (_) => (Number.isInteger(_) && Number(_) >= 200 && Number(_) <= 599 ? undefined : "must be from 200 to 599"),
  example: (_) => (typeof _ === "string" && _ !== "" ? undefined : "must be the name of an example"),
  retryAfter: (_) =>
    (typeof _ === "string" && /^[\x20-\x7e]+$/.test(_)) || (typeof _ === "number" && _ >= 0)
      ? undefined
      : "must be seconds or a date",
  drop: (_) => (typeof _ === "boolean" ? undefined : "must be true or false"),
  when: (_) => (_ === "before" || _ === "after" ? undefined : 'must be "before" or "after"'),
  body: (_) =>
    _ === "truncated" || _ === "html" || _ === "empty" ? undefined : 'must be "truncated", "html" or "empty"',
  latency: (_) => duration(_),
  jitter: (_) => duration(_),
  drip: (_) => duration(_),
  seed: (_) => (Number.isInteger(_) ? undefined : "must be a whole number")
}

/** The longest timer in milliseconds. */
const longest = 2 ** 31 - 1

const duration = (value: unknown): string | undefined => {
  try {
    return milliseconds(value as number | string) <= longest ? undefined : "must be at most 24 days"
  } catch {
    return 'must be milliseconds, or text like "2s"'
  }
}

/** An invalid fault. Its message names every mistake. */
export class InvalidFault extends Error {}

/** Validates a fault from outside. Throws `InvalidFault`. */
export const readFault = (value: unknown, operations: ReadonlyArray<string>): Fault => {
  if (!isObject(value)) throw new InvalidFault('A fault is an object, for example {"status": 503, "count": 1}.')
  const mistakes = Object.entries(value).flatMap(([name, given]) => {
    if (given === undefined) return []
    const check = (fields as Record<string, ((value: unknown) => string | undefined) | undefined>)[name]
    if (check === undefined) return [`there is no field "${name}"; the fields are ${Object.keys(fields).join(", ")}`]
    const wrong = check(given)
    return wrong === undefined ? [] : [`"${name}" ${wrong}, not ${JSON.stringify(given)}`]
  })
  const { body, drip, drop, jitter, latency, operation, retryAfter, status } = value as Fault
  if (operation !== undefined && !operations.includes(operation)) {
    mistakes.push(`there is no operation "${operation}"; the operations are ${operations.join(", ")}`)
  }
  if ([body, drip, drop, jitter, latency, retryAfter, status].every((_) => _ === undefined || _ === false)) {
    mistakes.push("the fault has no effect; give a status, drop, body, latency, jitter or drip")
  }
  if (drop === true && (status !== undefined || body !== undefined)) {
    mistakes.push("a dropped connection has no status and no body")
  }
  if (mistakes.length > 0) throw new InvalidFault(`This fault is invalid: ${mistakes.join("; ")}.`)
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== undefined)) as Fault
}

export class Faults {
  #entries: Array<Entry> = []
  #id = 0

  get all(): ReadonlyArray<StandingFault> {
    return this.#entries.map(({ fault, id, struck }) => ({ id, ...fault, struck }))
  }

  /** Applies it from now on. With `kept: false` no state file holds it. */
  add(fault: Fault, kept = true): StandingFault {
    const entry = { id: ++this.#id, fault, kept, random: new Random(fault.seed ?? 1), seen: 0, struck: 0 }
    this.#entries.push(entry)
    return { id: entry.id, ...fault, struck: 0 }
  }

  /** Removes a fault. False if there is none with this id. */
  remove(id: number): boolean {
    const before = this.#entries.length
    this.#entries = this.#entries.filter((entry) => entry.id !== id)
    return this.#entries.length < before
  }

  clear(): void {
    this.#entries = []
  }

  /** The faults that a state file holds. */
  get kept(): ReadonlyArray<KeptFault> {
    return this.#entries
      .filter(({ kept }) => kept)
      .map(({ fault, id, random, seen, struck }) => ({ id, fault, random: random.state, seen, struck }))
  }

  /** Restores the faults of a state file. */
  restore(faults: ReadonlyArray<KeptFault>): void {
    this.#entries = faults.map(({ random, ...fault }) => ({ ...fault, kept: true, random: new Random(random) }))
    this.#id = Math.max(this.#id, 0, ...faults.map(({ id }) => id))
  }

  /** The first fault that applies to this call. Counts the call. */
  apply(operation: string, holds: (text: string) => boolean): AppliedFault | undefined {
    for (const entry of this.#entries) {
      const { fault } = entry
      if (fault.operation !== undefined && fault.operation !== operation) continue
      if (fault.containing !== undefined && !holds(fault.containing)) continue
      if (fault.count !== undefined && entry.struck >= fault.count) continue
      if (entry.seen++ < (fault.skip ?? 0)) continue
      if (fault.share !== undefined && entry.random.next() >= fault.share) continue
      entry.struck++
      const jitter = fault.jitter === undefined ? 0 : milliseconds(fault.jitter) * entry.random.next()
      return { id: entry.id, fault, kept: entry.kept, delay: milliseconds(fault.latency ?? 0) + jitter }
    }
    return undefined
  }
}
