/** Names and values of spans and metrics, according to OpenTelemetry's semantic conventions for HTTP clients. */
import type * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Exit from "effect/Exit"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Metric from "effect/Metric"
import * as Redacted from "effect/Redacted"
import type * as Tracer from "effect/Tracer"
import type { Failure } from "./VendorError.ts"

/** Attributes of a span or a metric, by name. */
export type Attributes = { readonly [name: string]: unknown }

const seconds = (attributes: Metric.Metric.AttributeSet) =>
  Metric.histogram("http.client.request.duration", {
    description: "Duration of HTTP client requests.",
    attributes: { ...attributes, unit: "s" },
    // The conventions recommend these.
    boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
  })

/** The histogram for attempts with this result. */
export type Durations = (status: number | undefined, errorType: string | undefined) => Metric.Histogram<number>

/**
 * `http.client.request.duration`: seconds from sending an attempt to the last byte of its response. Histograms are
 * kept, because creating one costs more than updating it.
 */
export const durations = (attributes: Attributes): Durations => {
  const series = new Map<string | number | undefined, Metric.Histogram<number>>()
  return (status, errorType) => {
    const key = errorType === undefined ? status : `${status} ${errorType}`
    let histogram = series.get(key)
    if (histogram === undefined) {
      const all = { ...attributes, "http.response.status_code": status, "error.type": errorType }
      histogram = seconds(
        Object.fromEntries(
          Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
        )
      )
      series.set(key, histogram)
    }
    return histogram
  }
}

const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 }

/** `server.address`, `server.port` and `url.scheme` of an origin; nothing if it is not an HTTP origin. */
export const server = (origin: string): Attributes => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url === undefined || defaultPorts[url.protocol] === undefined) return {}
  return {
    "server.address": url.hostname.replace(/^\[|\]$/g, ""),
    "server.port": url.port === "" ? defaultPorts[url.protocol] : Number(url.port),
    "url.scheme": url.protocol.slice(0, -1)
  }
}

/** `url.full`, with credentials replaced as the conventions require. */
export const fullUrl = (request: HttpClientRequest.HttpClientRequest): string => {
  const query = request.urlParams.params.map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${Redacted.isRedacted(value) ? "REDACTED" : encodeURIComponent(value)}`
  )
  return query.length === 0 ? request.url : `${request.url}?${query.join("&")}`
}

/** `error.type` according to the conventions: the status as a string if there was one, else the error class. */
const typeOf = (failure: Failure): string =>
  failure.status === undefined || failure.status < 400 ? failure._tag : String(failure.status)

/** Records the failure of a call in its span. */
export const markFailed = (span: Tracer.Span, failure: Failure): void => {
  span.attribute("error.type", typeOf(failure))
  span.attribute("salesbridge.category", failure.category)
  if (failure.status !== undefined) span.attribute("http.response.status_code", failure.status)
}

/** Adds a span event for a retry. */
export const markRetry = (
  span: Tracer.Span,
  clock: Clock.Clock,
  failure: Failure,
  wait: Duration.Duration,
  resends: number
): void => {
  span.attribute("http.request.resend_count", resends)
  span.event("salesbridge.retry", clock.currentTimeNanosUnsafe(), {
    "error.type": failure._tag,
    "salesbridge.retry.wait_ms": Duration.toMillis(wait)
  })
}

/** Adds a span event for a wait for the quota. */
export const markQuotaWait = (span: Tracer.Span, clock: Clock.Clock, wait: Duration.Duration): void =>
  span.event("salesbridge.quota_wait", clock.currentTimeNanosUnsafe(), {
    "salesbridge.quota_wait.wait_ms": Duration.toMillis(wait)
  })

/** Records the duration of an attempt, in nanoseconds, with its result. */
export const measure = (
  durations: Durations,
  span: Tracer.Span,
  exit: Exit.Exit<{ readonly status: number }, Failure>,
  nanos: bigint,
  context: Context.Context<never>
): void => {
  const { error, status } = outcomeOf(exit)
  durations(status, error).updateUnsafe(Number(nanos) / 1e9, context)
  if (error === undefined) span.attribute("http.response.status_code", status)
}

const outcomeOf = (
  exit: Exit.Exit<{ readonly status: number }, Failure>
): { readonly status?: number | undefined; readonly error?: string } => {
  if (Exit.isSuccess(exit)) return { status: exit.value.status }
  const failure = Exit.findErrorOption(exit)
  if (failure._tag === "None") return { error: "interrupted" }
  return { status: failure.value.status, error: typeOf(failure.value) }
}
