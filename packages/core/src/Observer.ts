/**
 * Reports the progress of a call to its span, metrics, log and hooks. To watch calls in another way, add it here. An
 * error in a watcher never fails a call.
 */
import type * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Tracer from "effect/Tracer"
import type { DecodedResponse } from "./DecodedResponse.ts"
import * as Hooks from "./Hooks.ts"
import type * as Redaction from "./Redaction.ts"
import type { Route } from "./Route.ts"
import * as Telemetry from "./Telemetry.ts"
import type { Facts, Failure } from "./VendorError.ts"

/** Receives the events of one call. */
export interface Observer {
  /** This request will be sent, once or more. */
  readonly request: (request: HttpClientRequest.HttpClientRequest) => void
  /** An attempt is sent. */
  readonly sent: () => void
  /** An attempt ended with this exit, this many nanoseconds after it was sent. */
  readonly response: (exit: Exit.Exit<DecodedResponse<unknown>, Failure>, nanos: bigint) => void
  /** The call waits for the quota. */
  readonly quotaWait: (wait: Duration.Duration) => void
  /** The call waits before it is sent again. `resends` counts from 1. */
  readonly retry: (failure: Failure, wait: Duration.Duration, resends: number) => Effect.Effect<void>
  /** The call failed, and will not be sent again. */
  readonly failure: (failure: Failure) => void
}

/** What is known of a call before it is made. */
export interface Observed {
  readonly facts: Facts
  readonly route: Route
  readonly redact: Redaction.Redactor
  readonly span: Tracer.Span
  readonly clock: Clock.Clock
  /** Contains the metric registry. */
  readonly context: Context.Context<never>
  readonly hooks: Hooks.Hooks
}

/** The observer of one call. */
export const make = ({ clock, context, facts, hooks, redact, route, span }: Observed): Observer => {
  let url = ""
  let attempt = 0
  const sent = (): Hooks.Sent => ({ ...facts, attempt, method: route.method, url })
  return {
    request: (request) => {
      url = redact(Telemetry.fullUrl(request))
      span.attribute("url.full", url)
    },
    sent: () => {
      attempt++
      Hooks.notify(hooks.onRequest, sent)
    },
    response: (exit, nanos) => {
      Telemetry.measure(route.durations, span, exit, nanos, context)
      Hooks.notify(hooks.onResponse, () => ({ ...sent(), ...outcomeOf(exit), millis: Number(nanos) / 1e6 }))
    },
    quotaWait: (wait) => {
      Telemetry.markQuotaWait(span, clock, wait)
      Hooks.notify(hooks.onWait, () => ({ ...facts, reason: "quota" as const, millis: Duration.toMillis(wait) }))
    },
    retry: (failure, wait, resends) => {
      Telemetry.markRetry(span, clock, failure, wait, resends)
      const millis = Duration.toMillis(wait)
      Hooks.notify(hooks.onRetry, () => ({ ...facts, resend: resends, millis, failure }))
      Hooks.notify(hooks.onWait, () => ({ ...facts, reason: "retry" as const, millis, failure }))
      return Effect.logDebug(`${failure.message}. Sending again in ${millis} ms.`).pipe(Effect.withParentSpan(span))
    },
    failure: (failure) => Telemetry.markFailed(span, failure)
  }
}

/** The result of an attempt. An interrupted attempt has neither a status nor a failure. */
const outcomeOf = (
  exit: Exit.Exit<DecodedResponse<unknown>, Failure>
): Pick<Hooks.Received, "status" | "requestId" | "failure"> => {
  if (Exit.isSuccess(exit)) return { status: exit.value.status, requestId: exit.value.requestId, failure: undefined }
  const found = Exit.findErrorOption(exit)
  const failure = found._tag === "Some" ? (found.value as Failure & { readonly requestId?: string }) : undefined
  return { status: failure?.status, requestId: failure?.requestId, failure }
}
