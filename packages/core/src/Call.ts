/**
 * A call from input to value or typed error: encode, add credentials, wait for the quota, exchange; retry
 * and time bounds around the attempts, one span over all of it.
 */
import type * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as Tracer from "effect/Tracer"
import type { Answer } from "./Answer.ts"
import type * as Budget from "./Budget.ts"
import type { Override } from "./CallOptions.ts"
import * as Credentials from "./Credentials.ts"
import type * as Exchange from "./Exchange.ts"
import type * as Operation from "./Operation.ts"
import { type Encoded, planOf } from "./Plan.ts"
import * as Overrides from "./Overrides.ts"
import type * as Quota from "./Quota.ts"
import * as Redaction from "./Redaction.ts"
import * as Retry from "./Retry.ts"
import * as Route from "./Route.ts"
import * as Telemetry from "./Telemetry.ts"
import type * as Vendor from "./Vendor.ts"
import {
  CredentialsUnavailable,
  type Failure,
  InvalidInput,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout
} from "./VendorError.ts"

const defaultAttempt = Duration.seconds(30)
const defaultTotal = Duration.minutes(2)

/** Where others on the quota wait when a 429 does not say how long. */
const defaultHold = Duration.seconds(1)

/** How the calls of a vendor are made. */
export const make = (vendor: {
  readonly definition: Vendor.Definition
  readonly attached: ReadonlyArray<Vendor.Attached>
  readonly options: Vendor.Options
  readonly redact: ReturnType<typeof Redaction.growing>
  readonly quota: Quota.Quota
  readonly exchange: ReturnType<typeof Exchange.make>
}): Vendor.Vendor["callWithResponse"] => {
  const { definition, exchange, options, quota, redact } = vendor
  const { budget } = quota
  const routes = new WeakMap<Operation.Any, Route.Route>()
  const routeOf = (operation: Operation.Any, override: Override | undefined): Route.Route => {
    const known = override === undefined ? routes.get(operation) : undefined
    if (known !== undefined) return known
    const settled = { ...Overrides.byId(options.overrides)[operation.id], ...override }
    const path = settled.path ?? operation.path
    const route = Route.make(
      operation,
      settled.method ?? operation.method,
      settled.baseUrl ??
        options.baseUrl ??
        definition.servers[operation.server ?? "default"] ??
        definition.servers.default,
      path,
      planOf(operation).templated === false ? undefined : path
    )
    if (override === undefined) routes.set(operation, route)
    return route
  }

  return (operation, input, callOptions) => {
    const facts = { vendor: definition.name, operation: operation.id }
    const route = routeOf(operation, callOptions?.override)
    const attemptBound = durationOr(callOptions?.timeout?.attempt ?? options.timeout?.attempt, defaultAttempt)
    const totalBound = durationOr(callOptions?.timeout?.total ?? options.timeout?.total, defaultTotal)
    const policy = callOptions?.retry ?? options.retry ?? Retry.defaultPolicy

    const run = (span: Tracer.Span, clock: Clock.Clock): Effect.Effect<Answer<unknown>, Failure> => {
      const plan = planOf(operation)
      const encoded = plan.encode(input)
      if (Result.isFailure(encoded)) return Effect.fail(new InvalidInput({ ...facts, issues: encoded.failure }))
      const attached = credentialsOf(vendor.attached, operation)
      const requestWith = (sent: ReadonlyArray<Sent>) => {
        const request = toRequest(route, encoded.success, sent)
        span.attribute("url.full", redact(Telemetry.fullUrl(request)))
        return request
      }
      const cost = operation.cost?.(input as never) ?? 1
      const deadline = clock.currentTimeMillisUnsafe() + Duration.toMillis(totalBound)

      const send = (request: HttpClientRequest.HttpClientRequest) =>
        Effect.suspend(() => {
          const now = clock.currentTimeMillisUnsafe()
          const left = Duration.millis(Math.max(0, deadline - now))
          const isLast = Duration.isLessThan(left, attemptBound)
          const duration = isLast ? left : attemptBound
          const start = clock.currentTimeNanosUnsafe()
          return Effect.timeoutOrElse(
            exchange(
              plan,
              facts,
              request,
              now + Duration.toMillis(duration),
              budget === undefined ? undefined : (headers, at) => budget.observe(headers, now, at)
            ),
            {
              duration,
              orElse: () =>
                Effect.fail(
                  new RequestTimeout({
                    ...facts,
                    bound: isLast ? "total" : "attempt",
                    after: isLast ? totalBound : attemptBound
                  })
                )
            }
          ).pipe(
            Effect.onExit((exit) =>
              Effect.contextWith((context: Context.Context<never>) => {
                const seconds = Number(clock.currentTimeNanosUnsafe() - start) / 1e9
                const { error, status } = outcomeOf(exit)
                route.durations(status, error).updateUnsafe(seconds, context)
                if (error === undefined) span.attribute("http.response.status_code", status)
                return Effect.void
              })
            )
          )
        })

      const admitted = (share?: Budget.Share) =>
        Effect.mapError(quota.take(cost, deadline, share), (error) => {
          if (error._tag === "TooLong") return new QuotaExceeded({ ...facts, retryAfter: error.wait })
          const cause = Redaction.redactCause(error, redact)
          return new QuotaUnavailable({ ...facts, ...(cause === undefined ? {} : { cause }) })
        })

      const sendOn = (
        request: HttpClientRequest.HttpClientRequest,
        share?: Budget.Share
      ): Effect.Effect<Answer<unknown>, Failure> =>
        Effect.flatMap(admitted(share), (ticket) =>
          Effect.tapError(send(request), (failure) =>
            failure.status === 429 ? Effect.ignore(quota.hold(ticket, failure.retryAfter ?? defaultHold)) : Effect.void
          )
        )

      const sendWhenAdmitted = (request: HttpClientRequest.HttpClientRequest) =>
        budget === undefined
          ? sendOn(request)
          : Effect.suspend(() => {
              const share = budget.share(cost)
              // Around the wait, too: an interruption may come between admission and sending.
              return Effect.ensuring(sendOn(request, share), Effect.sync(share.settle))
            })

      const withinTotal = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E | RequestTimeout> =>
        Effect.suspend(() =>
          Effect.timeoutOrElse(effect, {
            duration: Duration.millis(Math.max(0, deadline - clock.currentTimeMillisUnsafe())),
            orElse: () => Effect.fail(new RequestTimeout({ ...facts, bound: "total", after: totalBound }))
          })
        )

      const valueOf = (asked: Effect.Effect<Redacted.Redacted, Credentials.SourceError>) =>
        withinTotal(
          Effect.matchEffect(asked, {
            onFailure: ({ cause: thrown, message }) => {
              const cause = Redaction.redactCause(thrown, redact)
              return Effect.fail(
                new CredentialsUnavailable({
                  ...facts,
                  reason: redact(message),
                  ...(cause === undefined ? {} : { cause })
                })
              )
            },
            onSuccess: (value) => {
              redact.learn(value)
              return Effect.succeed(value)
            }
          })
        )

      const fixed = attached.filter((_): _ is Sent => !Credentials.isSource(_.value))
      const changing = attached.flatMap(({ value, ...rest }) =>
        Credentials.isSource(value) ? [{ ...rest, source: value }] : []
      )

      const attempt =
        changing.length === 0
          ? sendWhenAdmitted(requestWith(fixed))
          : Effect.gen(function* () {
              const sent: Array<Sent> = []
              for (const { source, ...rest } of changing) sent.push({ ...rest, value: yield* valueOf(source.get) })
              return yield* Effect.catchIf(
                sendWhenAdmitted(requestWith([...fixed, ...sent])),
                // The vendor did nothing but refuse the credentials.
                (failure) => failure.status === 401,
                () =>
                  Effect.gen(function* () {
                    const renewed: Array<Sent> = []
                    for (const [index, { source, ...rest }] of changing.entries()) {
                      const refused = sent[index]!.value as Redacted.Redacted
                      renewed.push({ ...rest, value: yield* valueOf(source.renew(refused)) })
                    }
                    return yield* sendWhenAdmitted(requestWith([...fixed, ...renewed]))
                  })
              )
            })

      if (policy === false) return attempt
      return Retry.retry(attempt, {
        policy,
        safety: operation.safety,
        deadline,
        onRetry: (failure, wait, resends) => {
          span.attribute("http.request.resend_count", resends)
          span.event("salesbridge.retry", clock.currentTimeNanosUnsafe(), {
            "error.type": failure._tag,
            "salesbridge.retry.wait_ms": Duration.toMillis(wait)
          })
          return Effect.logDebug(`${failure.message}. Sending again in ${Duration.toMillis(wait)} ms.`).pipe(
            Effect.withParentSpan(span)
          )
        }
      })
    }

    return Effect.useSpan(route.name, { kind: "client", attributes: route.attributes }, (span) =>
      Effect.tapError(
        Effect.clockWith((clock) => run(span, clock)),
        (failure) =>
          Effect.sync(() => {
            span.attribute("error.type", typeOf(failure))
            span.attribute("salesbridge.category", failure.category)
            if (failure.status !== undefined) span.attribute("http.response.status_code", failure.status)
          })
      )
    )
  }
}

const durationOr = (input: Duration.Input | undefined, otherwise: Duration.Duration): Duration.Duration =>
  input === undefined ? otherwise : Duration.fromInputUnsafe(input)

/** A credential with the value that is sent now. */
type Sent = Vendor.Attached & { readonly value: string | Redacted.Redacted }

const credentialsOf = (attached: ReadonlyArray<Vendor.Attached>, { credentials }: Operation.Any) =>
  credentials === undefined ? attached : attached.filter(({ key }) => credentials.includes(key))

const toRequest = (
  route: Route.Route,
  { body, contentType = "application/json", headers, path, query }: Encoded,
  credentials: ReadonlyArray<Sent>
) => {
  const params: Array<readonly [string, string | Redacted.Redacted]> = query.filter(
    ([name]) => !credentials.some((credential) => credential.in === "query" && credential.name === name)
  )
  const fields: Record<string, string> = { accept: "application/json" }
  for (const name in headers) fields[name.toLowerCase()] = headers[name]!
  for (const { in: place, name, scheme, value } of credentials) {
    if (place === "query") {
      params.push([name, value])
    } else {
      const text = Redacted.isRedacted(value) ? Redacted.value(value) : value
      fields[name.toLowerCase()] = scheme === undefined ? text : `${scheme} ${text}`
    }
  }
  if (body !== undefined) fields["content-type"] = contentType
  return HttpClientRequest.makeWith(
    route.method,
    route.address(path),
    UrlParams.make(params),
    Option.none(),
    Headers.fromRecordUnsafe(fields),
    body === undefined ? HttpBody.empty : HttpBody.text(body, contentType)
  )
}

/** `error.type` as the conventions want it: the status as text where there was one, else the class of error. */
const typeOf = (failure: Failure): string =>
  failure.status === undefined || failure.status < 400 ? failure._tag : String(failure.status)

const outcomeOf = (
  exit: Exit.Exit<Answer<unknown>, Failure>
): { readonly status?: number; readonly error?: string } => {
  if (Exit.isSuccess(exit)) return { status: exit.value.status }
  const failure = Exit.findErrorOption(exit)
  if (failure._tag === "None") return { error: "interrupted" }
  const { status } = failure.value
  return { ...(status === undefined ? {} : { status }), error: typeOf(failure.value) }
}
