/**
 * What is told of a call while it is made: to its span, to the metrics, to the log and to the caller's hooks. This is
 * the one place that tells, so that whoever watches calls is added here. What a watcher throws never fails a call.
 */
import type * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Tracer from "effect/Tracer"
import type { Answer } from "./Answer.ts"
import type { CallOptions } from "./CallOptions.ts"
import type * as Redaction from "./Redaction.ts"
import type { Route } from "./Route.ts"
import * as Telemetry from "./Telemetry.ts"
import type { Facts, Failure } from "./VendorError.ts"

/** Told of one call. */
export interface Observer {
  /** This request will be sent, once or more. */
  readonly request: (request: HttpClientRequest.HttpClientRequest) => void
  /** An attempt ended so, that many nanoseconds after it was sent. */
  readonly response: (exit: Exit.Exit<Answer<unknown>, Failure>, nanos: bigint) => void
  /** The call waits for its share of the quota. */
  readonly quotaWait: (wait: Duration.Duration) => void
  /** The call waits before it is sent again, for the so manieth time. */
  readonly retry: (failure: Failure, wait: Duration.Duration, resends: number) => Effect.Effect<void>
  /** The call failed for good. */
  readonly failure: (failure: Failure) => void
}

/** What is known of a call before it is made. */
export interface Observed {
  readonly facts: Facts
  readonly route: Route
  readonly redact: Redaction.Redactor
  readonly span: Tracer.Span
  readonly clock: Clock.Clock
  /** Where metrics are kept. */
  readonly context: Context.Context<never>
  readonly onWait: CallOptions["onWait"]
}

/** Tells of this call. */
export const make = ({ clock, context, facts, onWait, redact, route, span }: Observed): Observer => {
  const tell = (reason: "quota" | "retry", wait: Duration.Duration, failure?: Failure): void => {
    try {
      onWait?.({ ...facts, reason, millis: Duration.toMillis(wait), ...(failure === undefined ? {} : { failure }) })
    } catch {
      // A call must not fail since somebody who watches it does.
    }
  }
  return {
    request: (request) => span.attribute("url.full", redact(Telemetry.fullUrl(request))),
    response: (exit, nanos) => Telemetry.measure(route.durations, span, exit, nanos, context),
    quotaWait: (wait) => {
      Telemetry.markQuotaWait(span, clock, wait)
      tell("quota", wait)
    },
    retry: (failure, wait, resends) => {
      Telemetry.markRetry(span, clock, failure, wait, resends)
      tell("retry", wait, failure)
      return Effect.logDebug(`${failure.message}. Sending again in ${Duration.toMillis(wait)} ms.`).pipe(
        Effect.withParentSpan(span)
      )
    },
    failure: (failure) => Telemetry.markFailed(span, failure)
  }
}
