/** Asks a vendor: each operation that only reads, one after the other, and each answer compared. */
import { type Operation, Vendor } from "@salesbridge/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { readSpecification } from "../Reading.ts"
import type { Contract } from "../VendorContract.ts"
import type * as OpenApi from "@salesbridge/openapi/Specification"
import * as Ids from "./Ids.ts"
import * as Inputs from "./Inputs.ts"
import * as QuotaShare from "./QuotaShare.ts"
import * as ReadOnly from "./ReadOnly.ts"
import * as ResponseComparison from "./ResponseComparison.ts"
import { merged, mergedFields, type Mismatch, type NewField, type Plan, type Report, type Row } from "./Report.ts"

/** What is asked, and how. */
export interface Options {
  /** Its operations, what is known of the vendor, and its specification. */
  readonly contract: Pick<Contract, "catalog" | "definition" | "spec">
  /** By the names of the definition. */
  readonly credentials: { readonly [name: string]: string | undefined }
  /** An origin that stands for the vendor's own. */
  readonly baseUrl?: string | undefined
  /** Whether reads that travel as POST are sent, too. Default: false, since only the package says that they read. */
  readonly post?: boolean | undefined
  /** The longest that one answer may take, in seconds. Default: 30. */
  readonly timeout?: number | undefined
  /** Ends the run; the report then tells what was found so far. */
  readonly signal?: AbortSignal | undefined
  /** Told of each operation once it is done. */
  readonly onRow?: ((row: Row) => void) | undefined
}

const readsOf = ({ contract, post }: Options): ReadonlyArray<Operation.Any> =>
  contract.catalog.filter(({ method, safety }) => safety === "safe" && (method === "GET" || post === true))

const originsOf = ({ baseUrl, contract }: Options, operations: ReadonlyArray<Operation.Any>): ReadonlyArray<string> => {
  const { servers } = contract.definition
  const own = operations.map(({ server }) => servers[server ?? "default"] ?? servers.default)
  return [...new Set((baseUrl === undefined ? own : [baseUrl]).map((_) => new URL(_).origin))]
}

/** What a run will send, at most. */
export const plan = (options: Options): Plan => {
  const { catalog, definition } = options.contract
  const reads = readsOf(options)
  return {
    vendor: definition.name,
    origins: originsOf(options, reads),
    operations: catalog.length,
    reads: catalog.filter(({ safety }) => safety === "safe").length,
    methods: [...new Set(reads.map(({ method }) => method))],
    calls: reads.reduce((sum, _) => sum + (Inputs.smallestPage(_) === undefined ? 1 : 2), 0),
    limits: QuotaShare.words(definition)
  }
}

/** What a run has found so far. */
interface State {
  readonly rows: Map<string, Row>
  readonly mismatches: Array<Mismatch>
  readonly newFields: Array<NewField>
  requests: number
  stopped: Report["stopped"]
}

/** Asks the vendor. Nothing is sent but the operations that {@link plan} counts. */
export const run = async (options: Options): Promise<Report> => {
  const state: State = { rows: new Map(), mismatches: [], newFields: [], requests: 0, stopped: undefined }
  const { spec } = await readSpecification(options.contract)
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

/** The same as an effect, with the transport of the caller's choice. */
export const runWith = (options: Options): Effect.Effect<Report, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const state: State = { rows: new Map(), mismatches: [], newFields: [], requests: 0, stopped: undefined }
    const { spec } = yield* Effect.promise(() => readSpecification(options.contract))
    yield* ask(options, spec, state)
    return reportOf(options, state)
  })

/** Redirects are answers like any other: nothing is sent to where they lead. */
const transport = FetchHttpClient.layer.pipe(
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
        ? `${operation.method}, sent only where asked for`
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

const ask = (
  options: Options,
  spec: OpenApi.OpenApi,
  state: State
): Effect.Effect<void, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const { baseUrl, contract, credentials } = options
    const reads = readsOf(options)
    const client = ReadOnly.make(yield* HttpClient.HttpClient, {
      operations: reads,
      origins: originsOf(options, reads),
      onRequest: () => (state.requests += 1)
    })
    const vendor = yield* Vendor.make(contract.definition, credentials, {
      baseUrl,
      quota: { limits: QuotaShare.limits(contract.definition) },
      ...(options.timeout === undefined ? {} : { timeout: { attempt: options.timeout * 1000 } })
    }).pipe(Effect.provideService(HttpClient.HttpClient, client))
    const ids = Ids.make(contract.catalog)

    const done = (row: Row) => {
      state.rows.set(row.operation, row)
      options.onRow?.(row)
    }

    const call = (operation: Operation.Any, input: Inputs.Input) =>
      Effect.map(Effect.exit(vendor.callWithResponse(asItComes(operation), input)), (exit): Outcome => {
        if (Exit.isSuccess(exit)) {
          const { body, status } = exit.value
          const told = ResponseComparison.ofSuccess(spec, operation, status, body)
          state.newFields.push(...told.newFields)
          if (told.value !== undefined) ids.learn(operation, told.value)
          return { status, mismatches: told.mismatches, problem: undefined }
        }
        return outcomeOf(spec, operation, exit.cause)
      })

    const attempt = (operation: Operation.Any, input: Inputs.Input) =>
      Effect.gen(function* () {
        const outcomes = [yield* call(operation, input)]
        const page = Inputs.smallestPage(operation)
        if (page !== undefined && outcomes[0]!.problem === undefined) {
          outcomes.push(yield* call(operation, { ...input, ...page }))
        }
        const mismatches = merged(outcomes.flatMap((_) => _.mismatches))
        const problem = outcomes.find((_) => _.problem !== undefined)?.problem
        state.mismatches.push(...mismatches)
        done({
          operation: operation.id,
          result: mismatches.length > 0 ? "differs" : (problem?.result ?? "agrees"),
          statuses: [...new Set(outcomes.flatMap(({ status }) => status ?? []))],
          reason: problem?.reason,
          differences: mismatches.length
        })
        return problem
      })

    // What needs no id first: lists, which hold the ids of the rest.
    const [free, bound] = [
      reads.filter((_) => Inputs.needs(_).length === 0),
      reads.filter((_) => Inputs.needs(_).length > 0)
    ]
    let answered = false
    for (const operation of free) {
      const problem = yield* attempt(operation, {})
      if (!answered && problem?.stops !== undefined) {
        // The same for all that follow.
        state.stopped = problem.stops
        return
      }
      answered = true
    }
    let waiting = bound
    for (let more = true; more;) {
      more = false
      const lacking: Array<Operation.Any> = []
      for (const operation of waiting) {
        const made = Inputs.least(operation, ids)
        if ("lacks" in made) {
          lacking.push(operation)
        } else {
          yield* attempt(operation, made.input)
          more = true
        }
      }
      waiting = lacking
    }
    for (const operation of waiting) {
      const made = Inputs.least(operation, ids)
      const names = "lacks" in made ? made.lacks.join(", ") : ""
      done({
        operation: operation.id,
        result: "not tried",
        statuses: [],
        reason: `no answer held its ${names}`,
        differences: 0
      })
    }
  })

/** How one call ended. */
interface Outcome {
  readonly status: number | undefined
  readonly mismatches: ReadonlyArray<Mismatch>
  /** Why there is nothing to compare with what was asked for. */
  readonly problem: Problem | undefined
}

interface Problem {
  readonly result: Row["result"]
  readonly reason: string
  /** Why no other call would fare better. */
  readonly stops?: "credentials" | "unreachable"
}

/** The operation with its success as it comes, so that a body which it cannot read is there to be looked at. */
const asItComes = (operation: Operation.Any): Operation.Any =>
  operation.success.ast._tag === "Void" ? operation : { ...operation, success: Schema.Unknown.annotate({}) }

/** What is read of an error: neither its message nor its details, which quote the vendor. */
interface Failed {
  readonly _tag: string
  readonly category: string
  readonly status?: number
  readonly body?: string
  readonly empty?: boolean
  readonly code?: string
}

const outcomeOf = (spec: OpenApi.OpenApi, operation: Operation.Any, cause: Cause.Cause<unknown>): Outcome => {
  const failure = cause.reasons.find((_) => _._tag === "Fail")
  if (failure === undefined) {
    return { status: undefined, mismatches: [], problem: { result: "failed", reason: "a defect of the package" } }
  }
  const { _tag: tag, body = "", category, code, empty, status } = failure.error as Failed
  if (tag === "InvalidInput") {
    const problem: Problem = { result: "not tried", reason: "takes more than answers give" }
    return { status, mismatches: [], problem }
  }
  if (status === undefined) {
    const reason = [tag, ...(code === undefined ? [] : [code])].join(" ")
    const stops = tag === "NetworkError" ? ({ stops: "unreachable" } as const) : {}
    return { status, mismatches: [], problem: { result: "failed", reason, ...stops } }
  }
  if (tag === "UnexpectedResponse") {
    const mismatch = ResponseComparison.ofUnreadable(
      operation,
      status,
      empty === true ? "nothing" : "text that is no JSON"
    )
    const mismatches = [...ResponseComparison.ofStatus(spec, operation, status), mismatch]
    return { status, mismatches, problem: { result: "failed", reason: "its body is no JSON" } }
  }
  return {
    status,
    // Some vendors know no 401, and refuse credentials with 403.
    mismatches: ResponseComparison.ofError(spec, operation, status, body),
    problem:
      category === "Unauthorized" || (category === "Forbidden" && !operation.errors.some((_) => _.status === 401))
        ? { result: "failed", reason: "the credentials were refused", stops: "credentials" }
        : category === "Forbidden"
          ? { result: "forbidden", reason: "not permitted" }
          : { result: "failed", reason: tag }
  }
}
