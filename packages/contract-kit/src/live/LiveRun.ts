/**
 * Calls a vendor's read-only operations one after the other, and compares each response with the specification and the
 * package.
 */
import { type Operation, Vendor } from "@salesbridge/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { plainOf } from "../Reading.ts"
import type { Contract } from "../VendorContract.ts"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { type CallOutcome, ofFailure } from "./CallOutcome.ts"
import * as Ids from "./Ids.ts"
import * as Inputs from "./Inputs.ts"
import * as QuotaShare from "./QuotaShare.ts"
import * as ReadOnly from "./ReadOnly.ts"
import * as ResponseComparison from "./ResponseComparison.ts"
import { merged, mergedFields, type Mismatch, type NewField, type Plan, type Report, type Row } from "./Report.ts"

/** The options of a run. */
export interface Options {
  /** The vendor's operations, definition and specification. */
  readonly contract: Pick<Contract, "catalog" | "definition" | "spec">
  /** The credentials, by their names in the definition. */
  readonly credentials: { readonly [name: string]: string | undefined }
  /** A base URL that replaces the vendor's. Default: the servers of the definition. */
  readonly baseUrl?: string | undefined
  /**
   * Whether operations that only read but use POST are called as well. Default: false, because only the package says
   * that they read.
   */
  readonly post?: boolean | undefined
  /** The timeout of one attempt, in seconds. Default: 30. */
  readonly timeout?: number | undefined
  /** Ends the run. The report then contains the results so far. */
  readonly signal?: AbortSignal | undefined
  /** Called with the row of each operation when it is done. What it throws or rejects with is ignored. */
  readonly onRow?: ((row: Row) => void) | undefined
}

const readsOf = ({ contract, post }: Options): ReadonlyArray<Operation.Any> =>
  contract.catalog.filter(({ method, safety }) => safety === "safe" && (method === "GET" || post === true))

const originsOf = ({ baseUrl, contract }: Options, operations: ReadonlyArray<Operation.Any>): ReadonlyArray<string> => {
  const { servers } = contract.definition
  const own = operations.map(({ server }) => servers[server ?? "default"] ?? servers.default)
  return [...new Set((baseUrl === undefined ? own : [baseUrl]).map((_) => new URL(_).origin))]
}

/** The part of the specification that describes the operations of a run. Its examples are not used. */
const specificationOf = async (options: Options): Promise<OpenApi.OpenApi> => {
  const { catalog, spec } = options.contract
  const { document } = await OpenApi.read(spec)
  return plainOf(document, { catalog, operations: readsOf(options).map(({ id }) => id) }, { ranges: true })
}

/** What a run will send at most. Nothing is sent. */
export const plan = (options: Options): Plan => {
  const { catalog, definition } = options.contract
  const reads = readsOf(options)
  return {
    vendor: definition.name,
    origins: originsOf(options, reads),
    operations: catalog.length,
    reads: catalog.filter(({ safety }) => safety === "safe").length,
    methods: [...new Set(reads.map(({ method }) => method))],
    calls: reads.reduce((sum, _) => sum + (Inputs.smallestPageParameters(_) === undefined ? 1 : 2), 0),
    limits: QuotaShare.words(definition)
  }
}

/** The results of a run so far. */
interface State {
  readonly rows: Map<string, Row>
  readonly mismatches: Array<Mismatch>
  readonly newFields: Array<NewField>
  requests: number
  stopped: Report["stopped"]
}

const emptyState = (): State => ({
  rows: new Map(),
  mismatches: [],
  newFields: [],
  requests: 0,
  stopped: undefined
})

/** Runs the comparison. Only the operations that {@link plan} counts are called. */
export const run = async (options: Options): Promise<Report> => {
  const state = emptyState()
  const spec = await specificationOf(options)
  const exit = await Effect.runPromiseExit(
    ask(options, spec, state).pipe(Effect.provide(transport)),
    options.signal === undefined ? {} : { signal: options.signal }
  )
  if (Exit.isFailure(exit)) {
    if (!Cause.hasInterruptsOnly(exit.cause)) throw new Error("The run failed; this is a defect of contract-kit.")
    state.stopped = "interrupted"
  }
  return reportOf(options, state)
}

/** The same as an effect, with the `HttpClient` that the caller provides. */
export const runWith = (options: Options): Effect.Effect<Report, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const state = emptyState()
    const spec = yield* Effect.promise(() => specificationOf(options))
    yield* ask(options, spec, state)
    return reportOf(options, state)
  })

/** Redirects are not followed. They are compared like any other response. */
const transport = FetchHttpClient.layer.pipe(
  // The default of this service would be the first global `fetch` for ever.
  Layer.provideMerge(Layer.succeed(FetchHttpClient.Fetch, (input, init) => globalThis.fetch(input, init))),
  Layer.provideMerge(Layer.succeed(FetchHttpClient.RequestInit, { redirect: "manual" }))
)

const reportOf = (options: Options, state: State): Report => {
  const reason = {
    credentials: "the credentials were refused",
    unreachable: "the vendor cannot be reached",
    interrupted: "interrupted"
  }
  const missing = (operation: Operation.Any): Row => ({
    operation: operation.id,
    result: "not tried",
    statuses: [],
    differences: 0,
    reason:
      operation.method !== "GET" && options.post !== true
        ? `${operation.method}, sent only with --post`
        : state.stopped === undefined
          ? undefined
          : reason[state.stopped]
  })
  const order = new Map(options.contract.catalog.map(({ id }, index) => [id, index]))
  const inOrder = <A extends { readonly operation: string }>(found: ReadonlyArray<A>): ReadonlyArray<A> =>
    found.toSorted((a, b) => (order.get(a.operation) ?? 0) - (order.get(b.operation) ?? 0))
  const safe = options.contract.catalog.filter(({ safety }) => safety === "safe")
  return {
    ...plan(options),
    rows: safe.map((_) => state.rows.get(_.id) ?? missing(_)),
    mismatches: inOrder(state.mismatches),
    newFields: inOrder(mergedFields(state.newFields)),
    requests: state.requests,
    stopped: state.stopped
  }
}

/** What all steps of a run need. */
interface Run {
  readonly options: Options
  readonly spec: OpenApi.OpenApi
  readonly state: State
  readonly vendor: Vendor.Vendor
  readonly ids: Ids.Ids
}

const ask = Effect.fnUntraced(function* (options: Options, spec: OpenApi.OpenApi, state: State) {
  const { baseUrl, contract, credentials, timeout } = options
  const reads = readsOf(options)
  const client = ReadOnly.make(yield* HttpClient.HttpClient, {
    operations: reads,
    origins: originsOf(options, reads),
    onRequest: () => (state.requests += 1)
  })
  const vendor = yield* Vendor.make(contract.definition, credentials, {
    baseUrl,
    quota: { limits: QuotaShare.limits(contract.definition) },
    ...(timeout === undefined ? {} : { timeout: { attempt: timeout * 1000 } })
  }).pipe(Effect.provideService(HttpClient.HttpClient, client))
  const run = { options, spec, state, vendor, ids: Ids.make(contract.catalog) }
  const needsNothing = (operation: Operation.Any) => Inputs.needs(operation).length === 0
  // Operations that need no id come first: among them are the lists, whose responses contain the ids for the others.
  let isFirst = true
  for (const operation of reads.filter(needsNothing)) {
    const problem = yield* attempt(run, operation, {})
    if (isFirst && problem?.stops !== undefined) {
      // All further calls would fail in the same way.
      state.stopped = problem.stops
      return
    }
    isFirst = false
  }
  yield* askWithIds(
    run,
    reads.filter((_) => !needsNothing(_))
  )
})

/** Calls each operation as soon as a response contained the ids that it needs. */
const askWithIds = Effect.fnUntraced(function* (run: Run, operations: ReadonlyArray<Operation.Any>) {
  let waiting = operations
  for (let more = true; more;) {
    more = false
    const lacking: Array<Operation.Any> = []
    for (const operation of waiting) {
      const made = Inputs.least(operation, run.ids)
      if ("lacks" in made) {
        lacking.push(operation)
      } else {
        yield* attempt(run, operation, made.input)
        more = true
      }
    }
    waiting = lacking
  }
  for (const operation of waiting) {
    const made = Inputs.least(operation, run.ids)
    const names = "lacks" in made ? made.lacks.join(", ") : ""
    const reason = `no response had its ${names}`
    done(run, { operation: operation.id, result: "not tried", statuses: [], reason, differences: 0 })
  }
})

const done = ({ options, state }: Run, row: Row): void => {
  state.rows.set(row.operation, row)
  void (async () => options.onRow?.(row))().catch(() => {})
}

/** Calls an operation, and once more for its smallest page if it has pages. */
const attempt = Effect.fnUntraced(function* (run: Run, operation: Operation.Any, input: Inputs.Input) {
  const first = yield* call(run, operation, input)
  const page = first.problem === undefined ? Inputs.smallestPageParameters(operation) : undefined
  const outcomes = page === undefined ? [first] : [first, yield* call(run, operation, { ...input, ...page })]
  const mismatches = merged(outcomes.flatMap((_) => _.mismatches))
  const problem = outcomes.find((_) => _.problem !== undefined)?.problem
  run.state.mismatches.push(...mismatches)
  done(run, {
    operation: operation.id,
    result: mismatches.length > 0 ? "differs" : (problem?.result ?? "agrees"),
    statuses: [...new Set(outcomes.flatMap(({ status }) => status ?? []))],
    reason: problem?.reason,
    differences: mismatches.length
  })
  return problem
})

const call = ({ ids, spec, state, vendor }: Run, operation: Operation.Any, input: Inputs.Input) =>
  Effect.map(Effect.exit(vendor.callWithResponse(asItComes(operation), input)), (exit): CallOutcome => {
    if (Exit.isFailure(exit)) return ofFailure(spec, operation, exit.cause)
    const { body, status } = exit.value
    const told = ResponseComparison.ofSuccess(spec, operation, status, body)
    state.newFields.push(...told.newFields)
    if (told.value !== undefined) ids.learn(operation, told.value)
    return { status, mismatches: told.mismatches, problem: undefined }
  })

/** The operation with an undecoded success, so that a body that it cannot read can be compared as well. */
const asItComes = (operation: Operation.Any): Operation.Any =>
  operation.success.ast._tag === "Void" ? operation : { ...operation, success: Schema.Unknown.annotate({}) }
