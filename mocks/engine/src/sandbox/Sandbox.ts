/**
 * One vendor's sandbox without sockets: state, clock, jobs, limits, faults, webhooks and log. A request goes in, an
 * outcome comes out.
 */
import { malformed, pathOf } from "../http/malformed.ts"
import { sandboxMark } from "../http/mark.ts"
import type { Problem } from "../http/problem.ts"
import { Clock } from "./Clock.ts"
import type { Definition, Reply, Context } from "./Definition.ts"
import { Deliveries } from "./Deliveries.ts"
import { Faults, type KeptFault, type AppliedFault } from "./Faults.ts"
import { type Job, Jobs } from "./Jobs.ts"
import { Limits } from "./Limits.ts"
import { Random } from "./Random.ts"
import * as replies from "./replies.ts"
import { RequestCall } from "./RequestCall.ts"
import { RequestLog } from "./RequestLog.ts"
import { type Found, router } from "./Router.ts"
import { delivering, readSnapshot, type Snapshot } from "./Snapshot.ts"
import type { Seed } from "./seed/Seed.ts"
import type { AnyFactories } from "./seed/Table.ts"
import { day, movedByDays } from "./seed/dates.ts"
import { seeded } from "./seed/Seeder.ts"
import type { Operation, Specification } from "./Specification.ts"
import { synchronous } from "./synchronous.ts"
import { validation } from "./Validation.ts"
import type { Delivered } from "./Webhooks.ts"

/** What a state file holds of a sandbox: its snapshot, faults and named snapshots. */
export interface Kept extends Snapshot {
  readonly faults?: ReadonlyArray<KeptFault>
  readonly snapshots?: Readonly<Record<string, Snapshot>>
}

export interface Neighbour {
  readonly vendor: string
  readonly url: string
}

export interface Settings {
  /** Accepted credentials. Default: all except those that begin with "invalid". */
  readonly accept?: ReadonlyArray<string> | undefined
  /** Hosts other than this machine that webhooks may be sent to. */
  readonly allowHosts?: ReadonlyArray<string> | undefined
  /** Your own data, added to the vendor's or replacing it. */
  readonly seed?: Seed | undefined
  /** The seed of everything random. Default 1. */
  readonly randomSeed?: number | undefined
  /** Start of the clock, in milliseconds since 1970. Default: now. */
  readonly now?: number | undefined
  /** Whether the vendor's limits apply. Default true. */
  readonly limits?: boolean | undefined
  /** Other running sandboxes, for links on the page. */
  readonly others?: (() => ReadonlyArray<Neighbour>) | undefined
  /** Called for each call that a limit refuses, with the limit and the seconds until its window ends. */
  readonly limited?: (limit: string, seconds: number) => void
  /** Called after each change that does not come from a request. */
  readonly changed?: () => void
}

export interface Request {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly origin: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What to send, and the fault that applies to sending it. */
export interface Outcome {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whether the state may have changed, so that the file must be written before the answer is sent. */
  readonly changed: boolean
  readonly appliedFault: AppliedFault | undefined
}

/** The query of an address without one. */
const nothing = new URLSearchParams()

export class Sandbox<State> {
  readonly vendor: string
  readonly specification: Specification
  readonly definition: Definition<State>
  readonly faults = new Faults()
  readonly log: RequestLog
  readonly #settings: Settings
  readonly #schemes: ReadonlyArray<{
    readonly header: string | undefined
    readonly name: string
    readonly prefix: string
  }>
  readonly #find: ReturnType<typeof router>
  readonly #validate: ReturnType<typeof validation>
  readonly #limits: Limits<State>
  readonly #jobs = new Jobs()
  readonly #deliveries: Deliveries
  /** Snapshots by name. */
  readonly snapshots = new Map<string, Snapshot>()
  #clock: Clock
  #random: Random
  #state: State
  #timer: NodeJS.Timeout | undefined
  #advancing: Promise<void> = Promise.resolve()
  #stopped = false
  readonly #context: Context<State>

  constructor(vendor: string, specification: Specification, definition: Definition<State>, settings: Settings = {}) {
    this.vendor = vendor
    this.specification = specification
    this.definition = definition
    this.#settings = settings
    this.log = new RequestLog(specification.schemes)
    this.#schemes = specification.schemes.map(({ in: place, name, prefix }) => ({
      header: place === "query" ? undefined : name.toLowerCase(),
      name,
      prefix: prefix.toLowerCase()
    }))
    this.#find = router(specification.operations)
    this.#validate = validation(specification)
    this.#limits = new Limits(settings.limits === false ? [] : (definition.limits ?? []))
    const missing = specification.operations.filter(({ id }) => definition.operations[id] === undefined)
    if (missing.length > 0) {
      throw new Error(`The ${vendor} sandbox has no rule for ${missing.map(({ id }) => id).join(", ")}.`)
    }
    this.#deliveries = new Deliveries({
      vendor,
      allowHosts: settings.allowHosts ?? [],
      now: () => this.#clock.now(),
      again: (delivery, at) => {
        if (this.#stopped) return
        this.#jobs.add(delivering, delivery, at)
        this.#arm()
      },
      ended: () => this.#settings.changed?.()
    })
    const get = () => this.#state
    const set = (state: State) => (this.#state = state)
    this.#context = {
      get state() {
        return get()
      },
      set state(state) {
        set(state)
      },
      now: () => this.#clock.now(),
      random: () => this.#random.next(),
      uuid: () => this.#random.uuid(),
      schedule: (job, payload, after) => this.#schedule(job, payload, after),
      deliver: (delivery) => this.#schedule(delivering, this.#deliveries.add(delivery), 0)
    }
    this.#clock = new Clock(settings.now)
    this.#random = new Random(settings.randomSeed ?? 1)
    this.#state = this.#seed()
  }

  /** The seed with current dates. */
  #seed(): State {
    const { seed, seededAt } = this.definition
    const days = seededAt === undefined ? 0 : Math.floor((this.now - Date.parse(seededAt)) / day)
    const fresh = seed({ ...this.#context, now: () => this.now - days * day })
    const state = days === 0 ? fresh : movedByDays(fresh, days)
    return this.#settings.seed === undefined ? state : this.#with(this.#settings.seed, state, state)
  }

  /** A state with added data. */
  #with(seed: Seed, state: State, like: State): State {
    const { definition, vendor } = this
    const { cleared, state: whole } = seeded(state as Record<string, unknown>, seed, {
      vendor,
      factories: (definition.factories ?? {}) as unknown as AnyFactories,
      like: structuredClone(like) as Record<string, unknown>,
      now: this.now,
      uuid: this.#context.uuid
    })
    if (cleared) this.#jobs.restore([])
    return whole as State
  }

  /** Adds data to the state, all or none of it. Throws an Error that names the mistake. */
  add(seed: Seed): void {
    this.#state = this.#with(seed, this.#state, this.definition.seed({ ...this.#context, schedule: () => undefined }))
    this.#arm()
    this.#settings.changed?.()
  }

  get others(): ReadonlyArray<Neighbour> {
    return (this.#settings.others?.() ?? []).filter(({ vendor }) => vendor !== this.vendor)
  }

  /** The names of the limits that apply. */
  get limits(): ReadonlyArray<string> {
    return this.#limits.names
  }

  get state(): State {
    return this.#state
  }

  /** Milliseconds since 1970 on the sandbox's clock. */
  get now(): number {
    return this.#clock.now()
  }

  /** Jobs that are due later, including posts in progress. */
  get jobs(): ReadonlyArray<Job> {
    return [...this.#deliveries.posting.keys(), ...this.#jobs.all]
  }

  /** Webhook posts, sent and waiting. Oldest first, at most the last 1000. */
  get deliveries(): ReadonlyArray<Delivered> {
    return this.#deliveries.all
  }

  /** Answers any request, even if a rule throws. */
  handle(request: Request): Outcome {
    const began = performance.now()
    const path = pathOf(request.url)
    const refused = request.headers[sandboxMark] === undefined ? malformed(request.url, request.headers) : ofASandbox
    const found: Found = refused === undefined ? this.#find(request.method, path) : nowhere
    const { operation } = found
    const holds = (text: string) => request.url.includes(text) || request.body.includes(text)
    const appliedFault = operation === undefined ? undefined : this.faults.apply(operation.id, holds)
    let outcome: Outcome
    let limit: string | undefined
    try {
      const { changed, headers, limited, reply } =
        operation === undefined
          ? unchanged(
              refused === undefined ? replies.notFound(request.method, path, found.methods) : replies.problem(refused)
            )
          : this.#answer(request, operation, found.path, request.url.slice(path.length + 1), appliedFault)
      limit = limited
      outcome = write(reply, headers, changed || appliedFault?.kept === true, appliedFault)
    } catch (cause) {
      // A mistake in a vendor's rules. The sandbox goes on, and the answer cannot be taken for the vendor's.
      outcome = write(replies.failed(cause), {}, operation?.changes === true, undefined)
    }
    this.log.add({
      at: this.#clock.now(),
      method: request.method,
      url: request.url,
      operation: operation?.id,
      requestHeaders: request.headers,
      requestBody: request.body,
      status: outcome.appliedFault?.fault.drop === true ? 0 : outcome.status,
      responseHeaders: outcome.headers,
      responseBody: outcome.body,
      fault: appliedFault?.id,
      limit,
      took: performance.now() - began
    })
    return outcome
  }

  #answer(
    request: Request,
    operation: Operation,
    path: Readonly<Record<string, string>>,
    search: string,
    appliedFault: AppliedFault | undefined
  ): Answered {
    const query = search === "" ? nothing : new URLSearchParams(search)
    const call = new RequestCall(this.#context, request, operation, path, this.#credentials(request.headers, query))
    if (appliedFault !== undefined && appliedFault.fault.when !== "after") {
      // A dropped connection needs no answer, but the log shows one line for it.
      if (appliedFault.fault.drop === true) return unchanged({ status: 500 })
      if (appliedFault.fault.status !== undefined) return unchanged(replies.faulty(operation, appliedFault))
    }
    const refused = this.definition.authorize(call, this.#accepts)
    if (refused !== undefined) return unchanged(refused)
    const { unsupported, violations, ...values } = this.#validate(operation, {
      path,
      query,
      headers: request.headers,
      body: request.body
    })
    call.path = values.path
    call.query = values.query
    call.body = values.body
    // The cost of a call can depend on its parameters.
    const { headers, refusal } = this.#limits.take(call)
    if (refusal !== undefined) {
      const seconds = Math.ceil(refusal.resetsIn / 1000)
      this.#settings.limited?.(refusal.name, seconds)
      const reply = this.definition.limited?.(call, refusal) ?? replies.tooMany(seconds)
      return { ...unchanged(reply, headers), limited: refusal.name }
    }
    if (violations.length > 0) {
      return unchanged(
        this.definition.invalid?.(call, violations) ?? replies.unprocessable(violations, unsupported),
        headers
      )
    }
    const preferred = replies.preferred(operation, request.headers["prefer"])
    if (preferred !== undefined) return unchanged(preferred, headers)
    const reply = this.definition.operations[operation.id]!(call)
    return {
      reply: appliedFault?.fault.status === undefined ? reply : replies.faulty(operation, appliedFault),
      headers,
      changed: operation.changes
    }
  }

  readonly #accepts = (credentials: string): boolean => {
    const { accept } = this.#settings
    if (accept !== undefined) return accept.includes(credentials)
    return credentials !== "" && !credentials.startsWith("invalid")
  }

  #credentials(headers: Readonly<Record<string, string>>, query: URLSearchParams): string {
    for (const { header, name, prefix } of this.#schemes) {
      const sent = header === undefined ? query.get(name) : headers[header]
      if (sent === undefined || sent === null) continue
      if (sent.slice(0, prefix.length).toLowerCase() === prefix) return sent.slice(prefix.length).trim()
    }
    return ""
  }

  /** Triggers an event. Throws an Error if there is no such event, or if its payload names nothing that exists. */
  trigger(event: string, payload: unknown): void {
    const events = this.definition.events ?? {}
    const found = events[event]
    if (found === undefined) {
      throw new Error(`There is no event "${event}". There are: ${Object.keys(events).join(", ") || "none"}.`)
    }
    const trigger = "trigger" in found ? found.trigger : found.happen
    synchronous(trigger(this.#context, payload ?? {}), `The event "${event}"`)
    this.#arm()
    this.#settings.changed?.()
  }

  /** Moves the clock ahead and runs the jobs that fall due. Resolves when they have ended. */
  advance(by: number): Promise<void> {
    const turn = this.#advancing.then(async () => {
      const until = this.#clock.now() + by
      await this.#runDue(until, true)
      if (this.#clock.now() < until) this.#clock.set(until)
      this.#arm()
      this.#settings.changed?.()
    })
    this.#advancing = turn.catch(() => undefined)
    return turn
  }

  /** Resolves when no job is due and no post is in progress. */
  idle(): Promise<void> {
    return this.advance(0)
  }

  get #current(): Snapshot {
    const { ahead } = this.#clock
    return { vendor: this.vendor, ahead, random: this.#random.state, state: this.#state, jobs: this.jobs }
  }

  snapshot(): Snapshot {
    return JSON.parse(JSON.stringify(this.#current)) as Snapshot
  }

  /** Restores a snapshot. Faults and log stay. Throws an Error that names the first wrong place. */
  restore(snapshot: unknown): void {
    const seed = this.definition.seed({ ...this.#context, schedule: () => undefined })
    const expected = { vendor: this.vendor, definition: this.definition, seed }
    const { ahead, jobs, random, state } = JSON.parse(JSON.stringify(readSnapshot(snapshot, expected))) as Snapshot
    this.#clock = new Clock(Date.now() + ahead)
    this.#random = new Random(random)
    this.#state = state as State
    this.#jobs.restore(jobs)
    this.#limits.reset()
    this.#arm()
    this.#settings.changed?.()
  }

  /** What a state file should hold. No copy: it is written as JSON at once. */
  get kept(): Kept {
    const faults = this.faults.kept
    return {
      ...this.#current,
      ...(faults.length > 0 && { faults }),
      ...(this.snapshots.size > 0 && { snapshots: Object.fromEntries(this.snapshots) })
    }
  }

  /** Continues from a state file. Throws an Error that names the first wrong place. */
  resume({ faults = [], snapshots = {}, ...snapshot }: Kept): void {
    this.restore(snapshot)
    this.faults.restore(faults)
    for (const [name, one] of Object.entries(snapshots)) this.snapshots.set(name, one)
  }

  /** Puts the state and the clock back to the start, and clears faults, used limits, log and deliveries. */
  reset(): void {
    this.#clock = new Clock(this.#settings.now)
    this.#random = new Random(this.#settings.randomSeed ?? 1)
    this.#jobs.restore([])
    this.#limits.reset()
    this.faults.clear()
    this.log.clear()
    this.#deliveries.clear()
    this.#state = this.#seed()
    this.#arm()
    this.#settings.changed?.()
  }

  /** Stops all jobs. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #schedule(name: string, payload: unknown, after: number): void {
    this.#jobs.add(name, payload, this.#clock.now() + after)
    this.#arm()
  }

  /** Sets the timer for the next job. */
  #arm(): void {
    clearTimeout(this.#timer)
    const next = this.#jobs.next
    if (next === undefined || this.#stopped) return
    const wait = Math.min(Math.max(0, next.at - this.#clock.now()), 2_147_483_647)
    this.#timer = setTimeout(() => {
      const run = () => this.#runDue(this.#clock.now(), false)
      this.#advancing = this.#advancing.then(run).then(() => this.#arm(), console.error)
    }, wait)
    // The server keeps the process alive; jobs do not.
    this.#timer.unref()
  }

  /** Runs the jobs that are due until a time. If the clock is moved, each job runs at its own time. */
  async #runDue(until: number, moving: boolean): Promise<void> {
    for (let ran = false; ; ran = true) {
      const job = this.#jobs.next
      if (job === undefined || job.at > until || this.#stopped) {
        if (moving && this.#deliveries.posting.size > 0) {
          // A failed post schedules the next attempt.
          await Promise.all(this.#deliveries.posting.values())
          continue
        }
        if (ran) this.#settings.changed?.()
        return
      }
      this.#jobs.remove(job)
      const run = () => this.#run(job)
      if (moving) {
        // A job that a job makes due now runs before the clock moves on.
        const time = Math.min(Math.max(this.#clock.now(), job.at), until)
        if (this.#clock.now() < time) this.#clock.set(time)
        this.#clock.standingAt(time, run)
      } else run()
    }
  }

  /** Runs a job. If it fails, the log has the error and later jobs still run. */
  #run(job: Job): void {
    try {
      if (job.name === delivering) this.#deliveries.attempt(job)
      else synchronous(this.definition.jobs?.[job.name]?.(this.#context, job.payload), `The job "${job.name}"`)
    } catch (cause) {
      this.log.add({
        at: this.#clock.now(),
        method: "JOB",
        url: job.name,
        operation: undefined,
        requestHeaders: {},
        requestBody: JSON.stringify(job.payload) ?? "",
        status: 500,
        responseHeaders: {},
        responseBody: replies.reasonOf(cause),
        fault: undefined,
        limit: undefined,
        took: 0
      })
    }
  }
}

interface Answered {
  readonly reply: Reply
  readonly headers: Readonly<Record<string, string>>
  readonly changed: boolean
  /** The limit that refused it. */
  readonly limited?: string
}

const unchanged = (reply: Reply, headers: Readonly<Record<string, string>> = {}): Answered => ({
  reply,
  headers,
  changed: false
})

/** Without this, a webhook that leads back to its sandbox would never end. */
const ofASandbox: Problem = { status: 403, title: "Forbidden", detail: "A webhook may not call a sandbox." }

const nowhere: Found = { operation: undefined, methods: [] }

const write = (
  reply: Reply,
  headers: Readonly<Record<string, string>>,
  changed: boolean,
  appliedFault?: AppliedFault
): Outcome => {
  const { body, headers: own, status } = reply
  const text = reply.text ?? (body === undefined ? "" : JSON.stringify(body))
  const all: Record<string, string> = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }
  Object.assign(all, headers, own)
  if (appliedFault?.fault.body === "html") {
    const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`
    return { status, headers: { ...all, "content-type": "text/html" }, body: page, changed, appliedFault }
  }
  return { status, headers: all, body: appliedFault?.fault.body === "empty" ? "" : text, changed, appliedFault }
}
