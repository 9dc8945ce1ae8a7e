/** A stub of an OpenTelemetry collector, which shows what Effect's exporter sends to it over HTTP. */
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Otlp from "effect/observability/Otlp"
import * as References from "effect/References"
import * as FaultServer from "./FaultServer.ts"

interface KeyValue {
  readonly key: string
  readonly value: { readonly [type: string]: unknown }
}

export type Attributes = Readonly<Record<string, unknown>>

export interface Span {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly parentSpanId?: string
  readonly attributes: Attributes
  readonly events: ReadonlyArray<{ readonly name: string; readonly attributes: Attributes }>
  readonly status: { readonly code: number; readonly message?: string }
}

export interface Point {
  readonly attributes: Attributes
  readonly count: number
  readonly sum: number
  readonly explicitBounds: ReadonlyArray<number>
}

/** What one run exported. */
export interface Exported {
  readonly spans: ReadonlyArray<Span>
  readonly durations:
    | {
        readonly unit: string
        readonly description: string
        readonly histogram: { readonly dataPoints: ReadonlyArray<Point> }
      }
    | undefined
  /** Everything that was sent, as text. */
  readonly raw: string
  readonly logs: string
}

const record = (pairs: ReadonlyArray<KeyValue>): Attributes =>
  Object.fromEntries(
    pairs.map(({ key, value }) => {
      const [type, content] = Object.entries(value)[0]!
      return [key, type === "intValue" ? Number(content) : content]
    })
  )

interface RawSpan extends Omit<Span, "attributes" | "events"> {
  readonly attributes: ReadonlyArray<KeyValue>
  readonly events: ReadonlyArray<{ readonly name: string; readonly attributes: ReadonlyArray<KeyValue> }>
}

interface RawMetric {
  readonly name: string
  readonly unit: string
  readonly description: string
  readonly histogram: {
    readonly dataPoints: ReadonlyArray<Omit<Point, "attributes"> & { readonly attributes: ReadonlyArray<KeyValue> }>
  }
}

interface Traces {
  readonly resourceSpans: ReadonlyArray<{
    readonly scopeSpans: ReadonlyArray<{ readonly spans: ReadonlyArray<RawSpan> }>
  }>
}

interface Metrics {
  readonly resourceMetrics: ReadonlyArray<{
    readonly scopeMetrics: ReadonlyArray<{ readonly metrics: ReadonlyArray<RawMetric> }>
  }>
}

const under = <A>(received: ReadonlyArray<FaultServer.Received>, path: string): ReadonlyArray<A> =>
  received.filter((_) => _.path === path).map((_) => JSON.parse(_.body) as A)

/** Runs with spans, metrics and all log lines exported to a collector, and returns what it received. */
export const exported = <A, E, R>(use: Effect.Effect<A, E, R>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const collector = yield* FaultServer.start(FaultServer.inTurn(FaultServer.json({})))
      const otlp = Otlp.layerJson({
        baseUrl: collector.url,
        resource: { serviceName: "tests" },
        metricsTemporality: "cumulative",
        loggerMergeWithExisting: false
      }).pipe(Layer.provide(FetchHttpClient.layer))
      const value = yield* use.pipe(
        // Closing the layer sends everything before the next line.
        Effect.provide(otlp),
        Effect.provideService(Metric.MetricRegistry, new Map()),
        Effect.provideService(References.MinimumLogLevel, "Trace")
      )
      const { received } = collector
      const spans = under<Traces>(received, "/v1/traces").flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
      )
      const metrics = under<Metrics>(received, "/v1/metrics").flatMap(({ resourceMetrics }) =>
        resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      )
      const found: Exported = {
        spans: spans.map((span) => ({
          ...span,
          attributes: record(span.attributes),
          events: span.events.map((event) => ({ name: event.name, attributes: record(event.attributes) }))
        })),
        durations: metrics
          .filter(({ name }) => name === "http.client.request.duration")
          .map((metric) => ({
            ...metric,
            histogram: {
              dataPoints: metric.histogram.dataPoints.map((point) => ({
                ...point,
                attributes: record(point.attributes)
              }))
            }
          }))
          .at(-1),
        raw: received.map(({ body }) => body).join("\n"),
        logs: received
          .filter((_) => _.path === "/v1/logs")
          .map(({ body }) => body)
          .join("\n")
      }
      return [value, found] as const
    })
  )
