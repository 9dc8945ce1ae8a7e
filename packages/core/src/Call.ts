/**
 * A call, from input to value or typed error. It encodes the input. Each attempt then authenticates, waits for
 * admission and sends. Retry and time limits wrap the attempts, and one span covers the whole call.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Result from "effect/Result"
import * as Admission from "./Admission.ts"
import type { DecodedResponse } from "./DecodedResponse.ts"
import type * as Attempt from "./Attempt.ts"
import * as Authentication from "./Authentication.ts"
import type { CallOptions, LayerOptions } from "./CallOptions.ts"
import * as Deadline from "./Deadline.ts"
import * as Excerpt from "./Excerpt.ts"
import * as Hooks from "./Hooks.ts"
import * as Observer from "./Observer.ts"
import type * as Operation from "./Operation.ts"
import { codecOf, type OperationCodec } from "./OperationCodec.ts"
import * as Origin from "./Origin.ts"
import * as Overrides from "./Overrides.ts"
import * as Present from "./Present.ts"
import type * as Quota from "./Quota.ts"
import type * as Redaction from "./Redaction.ts"
import * as Request from "./Request.ts"
import * as ResponseBody from "./ResponseBody.ts"
import * as Retry from "./Retry.ts"
import * as Route from "./Route.ts"
import * as Setting from "./Setting.ts"
import type { Definition } from "./VendorDefinition.ts"
import { CredentialsUnavailable, type Facts, type Failure, type InputIssue, InvalidInput } from "./VendorError.ts"

/** What all calls share that use one vendor with one set of credentials. */
export interface Shared {
  readonly definition: Definition
  readonly attached: ReadonlyArray<Authentication.Attached>
  readonly options: LayerOptions
  /** What is wrong with the options. */
  readonly issues: ReadonlyArray<InputIssue>
  readonly redact: ReturnType<typeof Redaction.growing>
  readonly quota: Quota.Quota
  readonly attempt: Attempt.Attempt
}

/** Makes a call. */
export type Call = (
  operation: Operation.Any,
  input: unknown,
  options?: CallOptions
) => Effect.Effect<DecodedResponse<unknown>, Failure>

/** Prepares the calls of a vendor. */
export const make = (shared: Shared): Call => {
  const targetOf = targetsOf(shared)
  return (operation, input, options) => {
    const target = targetOf(operation, options?.override)
    const { attributes, name } = target.route
    return Effect.useSpan(name, { kind: "client", attributes }, (span) =>
      Effect.withFiber((fiber) => {
        const { context } = fiber
        const clock = fiber.getRef(Clock.Clock)
        const facts = { vendor: shared.definition.name, operation: operation.id }
        const hooks = Hooks.chosen(options, shared.options)
        const observer = Observer.make({ ...target, facts, redact: shared.redact, span, clock, context, hooks })
        return Effect.tapError(run(shared, { operation, input, options, target, facts, observer, clock }), (failure) =>
          Effect.sync(() => observer.failure(failure))
        )
      })
    )
  }
}

/** Where the requests of an operation go, and with which credentials. */
interface Target {
  readonly route: Route.Route
  readonly authentication: Authentication.Authentication
  /** What is wrong with the options that decide where its requests go. */
  readonly issues: ReadonlyArray<InputIssue>
}

/** Derives the target of each operation once. */
const targetsOf = ({ attached, definition, issues, options }: Shared) => {
  const known = new WeakMap<Operation.Any, Target>()
  const make = (operation: Operation.Any, override: CallOptions["override"]): Target => {
    const settled = { ...Overrides.byId(options.overrides)[operation.id], ...Present.only(override) }
    const method = settled.method ?? operation.method
    const path = settled.path ?? operation.path
    const { servers } = definition
    const server = servers[operation.server ?? ""] === undefined ? "default" : operation.server!
    const [place, origin] =
      settled.baseUrl !== undefined
        ? ["override.baseUrl", settled.baseUrl]
        : options.baseUrl !== undefined
          ? ["baseUrl", options.baseUrl]
          : [`servers.${server}`, servers[server]!]
    const template = codecOf(operation).templated === false ? undefined : path
    return {
      route: Route.make(operation, method, origin, path, template),
      authentication: Authentication.make(attached, operation.credentials),
      issues: [
        ...issues,
        ...Overrides.issuesOf(settled),
        ...(Origin.isOrigin(origin) ? [] : [{ path: place, problem: Origin.problem }])
      ]
    }
  }
  return (operation: Operation.Any, override: CallOptions["override"]): Target => {
    if (override !== undefined) return make(operation, override)
    let target = known.get(operation)
    if (target === undefined) known.set(operation, (target = make(operation, undefined)))
    return target
  }
}

/** A call in progress. */
interface Made {
  readonly operation: Operation.Any
  readonly input: unknown
  readonly options: CallOptions | undefined
  readonly target: Target
  readonly facts: Facts
  readonly observer: Observer.Observer
  readonly clock: Clock.Clock
}

const run = (shared: Shared, made: Made): Effect.Effect<DecodedResponse<unknown>, Failure> => {
  const { quota, redact } = shared
  const { clock, facts, input, observer, operation, options, target } = made
  const issues = options === undefined ? target.issues : [...target.issues, ...Setting.issuesOf(options)]
  const encoded = encode(operation, target.route.method, issues, input)
  if (Result.isFailure(encoded)) return Effect.fail(new InvalidInput({ ...facts, issues: encoded.failure }))

  const { problem } = target.authentication
  if (problem !== undefined) return Effect.fail(new CredentialsUnavailable({ ...facts, reason: problem }))

  const deadline = Deadline.make(facts, clock, options?.timeout, shared.options.timeout)
  const cost = operation.cost?.(input as never) ?? 1
  const admission = { facts, redact, cost, deadline: deadline.at, onWait: observer.quotaWait }
  const send = sender(shared, made, deadline)
  const sendWith = (credentials: ReadonlyArray<Authentication.Sent>) => {
    const request = Request.make(target.route, encoded.success, credentials)
    observer.request(request)
    return Admission.admitted(quota, admission, send(request))
  }
  const attempt =
    target.authentication.changing.length === 0
      ? sendWith(target.authentication.fixed)
      : Authentication.authenticated(target.authentication, { facts, redact, within: deadline.total }, sendWith)

  const policy = options?.retry ?? shared.options.retry ?? Retry.defaultPolicy
  if (policy === false) return attempt
  const { safety } = operation
  return Retry.retry(attempt, { policy, safety, deadline: deadline.at, onRetry: observer.retry })
}

/** Encodes the input. An input that cannot be read, such as a circular one, is an `InvalidInput` and not a defect. */
const encode = (
  operation: Operation.Any,
  method: string,
  issues: ReadonlyArray<InputIssue>,
  input: unknown
): ReturnType<OperationCodec["encode"]> => {
  if (issues.length > 0) return Result.fail(issues)
  try {
    const encoded = codecOf(operation).encode(input)
    return method === "GET" && Result.isSuccess(encoded) && encoded.success.body !== undefined
      ? Result.fail([
          { path: "override.method", problem: "Expected a method other than GET, because the call has a body" }
        ])
      : encoded
  } catch (error) {
    // The caller has the input, so the reason may quote it.
    const problem = `Expected an input that can be read (${error instanceof Error ? error.message : String(error)})`
    return Result.fail([{ path: "", problem: Excerpt.ofProblem(problem) }])
  }
}

/** Sends a request once, within its time limit, and measures it. */
const sender = (
  { attempt, options: layer, quota: { budget } }: Shared,
  { clock, facts, observer, operation, options }: Made,
  deadline: Deadline.Deadline
) => {
  const codec = codecOf(operation)
  const maxBodyBytes = options?.maxBodyBytes ?? layer.maxBodyBytes ?? ResponseBody.defaultLimit
  return (request: HttpClientRequest.HttpClientRequest) => {
    let start: bigint
    return deadline.attempt(
      (until, now) => {
        start = clock.currentTimeNanosUnsafe()
        observer.sent()
        return attempt(request, {
          codec,
          undocumented: operation.undocumented,
          facts,
          deadline: until,
          maxBodyBytes,
          observe: budget && ((headers, at) => budget.observe(headers, now, at))
        })
      },
      (exit) => observer.response(exit, clock.currentTimeNanosUnsafe() - start)
    )
  }
}
