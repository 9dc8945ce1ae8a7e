/**
 * One vendor that remembers: its state, its clock and what is due on it, limits, faults, webhooks and the log. Knows
 * nothing of sockets; a request goes in, an outcome comes out.
 */
import type { Untyped } from "./Json.ts"
import { Clock } from "./Clock.ts"
import type { Call, Definition, Reply, Violation, World } from "./Definition.ts"
import { Faults, type Strike } from "./Faults.ts"
import { type Job, Jobs } from "./Jobs.ts"
import { Limits } from "./Limits.ts"
import { Random } from "./Random.ts"
import { RequestLog } from "./RequestLog.ts"
import { router } from "./Router.ts"
import type { Operation, Specification } from "./Specification.ts"
import { validation } from "./Validation.ts"
import { type Delivered, type Delivery, post, refusal } from "./Webhooks.ts"

/** Everything that a sandbox remembers, as JSON. */
export interface Snapshot {
  readonly vendor: string
  /** Milliseconds between the sandbox's clock and the machine's. */
  readonly ahead: number
  readonly random: number
  readonly state: unknown
  readonly jobs: ReadonlyArray<Job>
}

export interface Settings {
  /** Credentials that are accepted. Default: all but those that begin with "invalid". */
  readonly accept?: ReadonlyArray<string>
  /** Hosts besides this machine that webhooks may go to. */
  readonly allowHosts?: ReadonlyArray<string>
  /** Of everything that looks random. Default 1. */
  readonly seed?: number
  /** Where the clock begins: milliseconds since 1970. Default: now. */
  readonly now?: number
  /** Whether the vendor's limits hold. Default true. */
  readonly limits?: boolean
  /** Called after each change that no request waits for. */
  readonly changed?: () => void
}

export interface Request {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly origin: string
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What to send, and what goes wrong while it is sent. */
export interface Outcome {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whether something may have changed, so that a file must hold it before the answer goes. */
  readonly changed: boolean
  readonly strike: Strike | undefined
}

/** The query of an address without one. */
const nothing = new URLSearchParams()

/** The job that makes one attempt of a delivery. */
const delivering = "@deliver"

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
  readonly #posting = new Map<Job, Promise<void>>()
  #deliveries: Array<Delivered> = []
  #clock: Clock
  #random: Random
  #state: State
  #timer: NodeJS.Timeout | undefined
  #advancing: Promise<void> = Promise.resolve()
  #stopped = false
  readonly #world: World<State>

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
    const get = () => this.#state
    const set = (state: State) => (this.#state = state)
    this.#world = {
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
      deliver: (delivery) => this.#schedule(delivering, this.#record(delivery), 0)
    }
    this.#clock = new Clock(settings.now)
    this.#random = new Random(settings.seed ?? 1)
    this.#state = definition.seed(this.#world)
  }

  get state(): State {
    return this.#state
  }

  /** Milliseconds since 1970 on the sandbox's clock. */
  get now(): number {
    return this.#clock.now()
  }

  /** What waits to happen; the posts under way are among it. */
  get jobs(): ReadonlyArray<Job> {
    return [...this.#posting.keys(), ...this.#jobs.all]
  }

  /** The posts made and to be made, oldest first; at most the last thousand. */
  get deliveries(): ReadonlyArray<Delivered> {
    return this.#deliveries
  }

  /** Answers a request. */
  handle(request: Request): Outcome {
    const began = performance.now()
    const end = request.url.indexOf("?")
    const path = end === -1 ? request.url : request.url.slice(0, end)
    const found = this.#find(request.method, path)
    const holds = (text: string) => request.url.includes(text) || request.body.includes(text)
    const strike = found.operation === undefined ? undefined : this.faults.strike(found.operation.id, holds)
    const { changed, headers, reply } =
      found.operation === undefined
        ? { changed: false, headers: {}, reply: nowhere(request.method, path, found.methods) }
        : this.#answer(request, found.operation, found.path, end === -1 ? "" : request.url.slice(end + 1), strike)
    const outcome = write(reply, headers, changed, strike)
    this.log.add({
      at: this.#clock.now(),
      method: request.method,
      url: request.url,
      operation: found.operation?.id,
      requestHeaders: request.headers,
      requestBody: request.body,
      status: strike?.fault.drop === true ? 0 : outcome.status,
      responseHeaders: outcome.headers,
      responseBody: outcome.body,
      fault: strike?.id,
      took: performance.now() - began
    })
    return outcome
  }

  #answer(
    request: Request,
    operation: Operation,
    path: Readonly<Record<string, string>>,
    search: string,
    strike: Strike | undefined
  ): { readonly reply: Reply; readonly headers: Readonly<Record<string, string>>; readonly changed: boolean } {
    const query = search === "" ? nothing : new URLSearchParams(search)
    const call = new RequestCall(this.#world, request, operation, path, this.#credentials(request.headers, query))
    const unchanged = (reply: Reply, headers = {}) => ({ reply, headers, changed: false })
    if (strike !== undefined && strike.fault.when !== "after") {
      // A dropped connection needs no answer, but the log shows one line for it.
      if (strike.fault.drop === true) return unchanged({ status: 500 })
      if (strike.fault.status !== undefined) return unchanged(this.#struck(operation, strike))
    }
    const refused = this.definition.authorize(call, this.#accepts)
    if (refused !== undefined) return unchanged(refused)
    const { violations, ...values } = this.#validate(operation, {
      path,
      query,
      headers: request.headers,
      body: request.body
    })
    call.path = values.path
    call.query = values.query
    call.body = values.body
    // What a call costs can depend on its parameters.
    const { headers, refusal } = this.#limits.take(call)
    if (refusal !== undefined) {
      const { limited } = this.definition
      return unchanged(limited?.(call, refusal) ?? tooMany(Math.ceil(refusal.resetsIn / 1000)), headers)
    }
    if (violations.length > 0) {
      return unchanged(this.definition.invalid?.(call, violations) ?? unprocessable(violations), headers)
    }
    const preferred = this.#preferred(operation, request.headers["prefer"])
    if (preferred !== undefined) return unchanged(preferred, headers)
    const reply = this.definition.operations[operation.id]!(call)
    return {
      reply: strike?.fault.status === undefined ? reply : this.#struck(operation, strike),
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

  /** The specification's example that a caller asked for: `Prefer: code=409, example=name`, as Prism takes it. */
  #preferred(operation: Operation, prefer: string | undefined): Reply | undefined {
    if (prefer === undefined) return undefined
    const code = /(?:^|[,;\s])code="?(\d{3})"?/.exec(prefer)?.[1]
    const name = /(?:^|[,;\s])example="?([^",;\s]+)"?/.exec(prefer)?.[1]
    if (code === undefined && name === undefined) return undefined
    const status = code === undefined ? success(operation) : Number(code)
    const answer = operation.answers.get(status)
    if (answer === undefined || (name !== undefined && !answer.examples.has(name))) {
      return problem(404, "No such example", `${operation.id} has no example "${prefer}" in the specification.`)
    }
    return example(operation, status, name)
  }

  #struck(operation: Operation, { fault }: Strike): Reply {
    const { headers, ...reply } = example(operation, fault.status!, fault.example)
    const { retryAfter } = fault
    return {
      ...reply,
      headers: { ...headers, ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) }
    }
  }

  /** Lets something happen that the vendor does by itself. Throws an Error that says what is wrong with it. */
  happen(event: string, payload: unknown): void {
    const events = this.definition.events ?? {}
    const found = events[event]
    if (found === undefined) {
      throw new Error(`There is no event "${event}". There are: ${Object.keys(events).join(", ") || "none"}.`)
    }
    found.happen(this.#world, payload ?? {})
    this.#arm()
    this.#settings.changed?.()
  }

  /** Moves the clock ahead, and lets happen what falls due on the way; resolves once that has happened. */
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

  /** Resolves once nothing is due and no post is under way. */
  idle(): Promise<void> {
    return this.advance(0)
  }

  snapshot(): Snapshot {
    return JSON.parse(
      JSON.stringify({
        vendor: this.vendor,
        ahead: this.#clock.ahead,
        random: this.#random.state,
        state: this.#state,
        jobs: this.jobs
      })
    ) as Snapshot
  }

  /** Puts everything back to a snapshot. Faults and log stay. Throws an Error where it is another vendor's. */
  restore(snapshot: Snapshot): void {
    if (snapshot.vendor !== this.vendor) {
      throw new Error(`This snapshot is of ${String(snapshot.vendor)}, and this sandbox is ${this.vendor}.`)
    }
    const { ahead, jobs, random, state } = JSON.parse(JSON.stringify(snapshot)) as Snapshot
    this.#clock = new Clock(Date.now() + ahead)
    this.#random = new Random(random)
    this.#state = state as State
    this.#jobs.restore(jobs)
    this.#limits.reset()
    this.#arm()
    this.#settings.changed?.()
  }

  /** Back to the seed: state, clock, faults, limits, log and deliveries. */
  reset(): void {
    this.#clock = new Clock(this.#settings.now)
    this.#random = new Random(this.#settings.seed ?? 1)
    this.#jobs.restore([])
    this.#limits.reset()
    this.faults.clear()
    this.log.clear()
    this.#deliveries = []
    this.#state = this.definition.seed(this.#world)
    this.#arm()
    this.#settings.changed?.()
  }

  /** Lets nothing happen any more. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #schedule(name: string, payload: unknown, after: number): void {
    this.#jobs.add(name, payload, this.#clock.now() + after)
    this.#arm()
  }

  /** Wakes up when the next job is due. */
  #arm(): void {
    clearTimeout(this.#timer)
    const next = this.#jobs.next
    if (next === undefined || this.#stopped) return
    const wait = Math.min(Math.max(0, next.at - this.#clock.now()), 2_147_483_647)
    this.#timer = setTimeout(() => {
      this.#advancing = this.#advancing.then(() => this.#runDue(this.#clock.now(), false)).then(() => this.#arm())
    }, wait)
    // A server keeps its process alive; what is due in it does not.
    this.#timer.unref()
  }

  /** Runs what is due until then. Where the clock is moved, it stands at each job's time while that runs. */
  async #runDue(until: number, moving: boolean): Promise<void> {
    for (let ran = false; ; ran = true) {
      const job = this.#jobs.next
      if (job === undefined || job.at > until || this.#stopped) {
        if (moving && this.#posting.size > 0) {
          // A post that fails makes another one due.
          await Promise.all(this.#posting.values())
          continue
        }
        if (ran) this.#settings.changed?.()
        return
      }
      this.#jobs.remove(job)
      const run = () => {
        if (job.name === delivering) this.#attempt(job)
        else this.definition.jobs?.[job.name]?.(this.#world, job.payload)
      }
      if (moving) {
        // What a job makes due at once falls due before the clock has moved on.
        const time = Math.min(Math.max(this.#clock.now(), job.at), until)
        if (this.#clock.now() < time) this.#clock.set(time)
        this.#clock.standingAt(time, run)
      } else run()
    }
  }

  #record(delivery: Delivery): Delivered {
    const delivered: Delivered = {
      ...delivery,
      id: (this.#deliveries.at(-1)?.id ?? 0) + 1,
      state: "waiting",
      attempts: []
    }
    this.#deliveries.push(delivered)
    if (this.#deliveries.length > 2000) this.#deliveries = this.#deliveries.slice(-1000)
    return delivered
  }

  #attempt(job: Job): void {
    const delivery = job.payload as Delivered
    const at = this.#clock.now()
    const not = refusal(delivery.url, this.#settings.allowHosts ?? [])
    if (not !== undefined) {
      this.#update({ ...delivery, state: "refused", attempts: [{ at, error: `Not sent: ${not}.` }] })
      return
    }
    const ended = post(delivery).then((result) => {
      this.#posting.delete(job)
      const attempts = [...delivery.attempts, { at, ...result }]
      const good = result.status !== undefined && result.status >= 200 && result.status < 300
      const wait = good ? undefined : delivery.retries?.[attempts.length - 1]
      const state = good ? "delivered" : wait === undefined ? "failed" : "waiting"
      const updated: Delivered = { ...delivery, attempts, state }
      this.#update(updated)
      if (wait !== undefined && !this.#stopped) {
        this.#jobs.add(delivering, updated, at + wait)
        this.#arm()
      }
      this.#settings.changed?.()
    })
    this.#posting.set(job, ended)
  }

  #update(delivery: Delivered): void {
    const index = this.#deliveries.findIndex(({ id }) => id === delivery.id)
    if (index === -1) this.#deliveries.push(delivery)
    else this.#deliveries[index] = delivery
  }
}

/** A call, made for each request; a class, because it is made for each request. */
class RequestCall<State> implements Call<State> {
  readonly #world: World<State>
  readonly operation: string
  readonly method: string
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: string
  path: Readonly<Record<string, Untyped>>
  query: Readonly<Record<string, Untyped>> = {}
  body: Untyped = undefined
  readonly now: World<State>["now"]
  readonly random: World<State>["random"]
  readonly uuid: World<State>["uuid"]
  readonly schedule: World<State>["schedule"]
  readonly deliver: World<State>["deliver"]

  constructor(
    world: World<State>,
    { headers, method, origin }: Request,
    operation: Operation,
    path: Readonly<Record<string, string>>,
    credentials: string
  ) {
    this.#world = world
    this.operation = operation.id
    this.method = method
    this.origin = origin
    this.headers = headers
    this.credentials = credentials
    this.path = path
    this.now = world.now
    this.random = world.random
    this.uuid = world.uuid
    this.schedule = world.schedule
    this.deliver = world.deliver
  }

  get state(): State {
    return this.#world.state
  }

  set state(state: State) {
    this.#world.state = state
  }
}

const write = (reply: Reply, headers: Readonly<Record<string, string>>, changed: boolean, strike?: Strike): Outcome => {
  const { body, headers: own, status } = reply
  const text = body === undefined ? "" : JSON.stringify(body)
  const all: Record<string, string> = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }
  Object.assign(all, headers, own)
  if (strike?.fault.body === "html") {
    const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`
    return { status, headers: { ...all, "content-type": "text/html" }, body: page, changed, strike }
  }
  return { status, headers: all, body: strike?.fault.body === "empty" ? "" : text, changed, strike }
}

const success = ({ answers }: Operation): number => [...answers.keys()].find((_) => _ >= 200 && _ < 300) ?? 200

const example = ({ answers }: Operation, status: number, name?: string): Reply => {
  const answer = answers.get(status)
  const body = name === undefined ? answer?.examples.values().next().value : answer?.examples.get(name)
  return { status, headers: answer?.headers ?? {}, ...(body !== undefined && { body }) }
}

const problem = (status: number, title: string, detail: string, more: object = {}): Reply => ({
  status,
  headers: { "content-type": "application/problem+json" },
  body: { type: "about:blank", title, status, detail, ...more }
})

const nowhere = (method: string, path: string, methods: ReadonlyArray<string>): Reply => {
  if (methods.length === 0) return problem(404, "No such address", `The specification has no ${path}.`)
  const reply = problem(405, "No such method", `${path} takes ${methods.join(", ")}, not ${method}.`)
  return { ...reply, headers: { ...reply.headers, allow: methods.join(", ") } }
}

const unprocessable = (violations: ReadonlyArray<Violation>): Reply =>
  problem(422, "Invalid request", violations.map(describe).join(" "), { violations })

const describe = ({ in: place, message, name }: Violation): string =>
  `${place === "body" && name === "" ? "The body" : `${place} ${name}`} ${message}.`

const tooMany = (seconds: number): Reply => {
  const reply = problem(429, "Too many requests", `Try again in ${seconds} s.`)
  return { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } }
}
