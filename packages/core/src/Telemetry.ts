/** Names and values of spans and metrics, after OpenTelemetry's semantic conventions for HTTP clients. */
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Metric from "effect/Metric"
import * as Redacted from "effect/Redacted"

/** Attributes of a span or a metric by their names. */
export type Attributes = { readonly [name: string]: unknown }

const seconds = (attributes: Metric.Metric.AttributeSet) =>
  Metric.histogram("http.client.request.duration", {
    description: "Duration of HTTP client requests.",
    attributes: { ...attributes, unit: "s" },
    // As the conventions advise.
    boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
  })

/**
 * `http.client.request.duration`: seconds from sending an attempt to the last byte of its answer. The
 * histograms of the series met so far are kept, since making one costs more than updating it.
 */
export const durations = (attributes: Attributes) => {
  const series = new Map<string | number | undefined, Metric.Histogram<number>>()
  return (status: number | undefined, errorType: string | undefined): Metric.Histogram<number> => {
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

/** `server.address`, `server.port` and `url.scheme` of an origin; nothing of what is no HTTP origin. */
export const server = (origin: string): Attributes => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url === undefined || defaultPorts[url.protocol] === undefined) return {}
  return {
    "server.address": url.hostname.replace(/^\[|\]$/g, ""),
    "server.port": url.port === "" ? defaultPorts[url.protocol] : Number(url.port),
    "url.scheme": url.protocol.slice(0, -1)
  }
}

/** `url.full`, with credentials replaced as the conventions demand. */
export const fullUrl = (request: HttpClientRequest.HttpClientRequest): string => {
  const query = request.urlParams.params.map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${Redacted.isRedacted(value) ? "REDACTED" : encodeURIComponent(value)}`
  )
  return query.length === 0 ? request.url : `${request.url}?${query.join("&")}`
}
