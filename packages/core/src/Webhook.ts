/**
 * Receives what a vendor posts to a webhook, in an Effect HTTP server, in any handler of the web platform's form, or
 * in Node's own. One answer each:
 *
 * - 405 to anything but POST
 * - 413 to a body over the limit, which is not read further
 * - 401 where the verification says no
 * - 400 to what is not JSON, or not an event at all
 * - 200 once the event has been handled, and to a copy of one that was
 * - 500 where the handler fails, so that the vendor sends it again
 * - 503 where the delivery log is not there or another process is handling the same delivery
 *
 * Vendors send a delivery again when they miss an answer, and not all of them give it an id. So a delivery is known
 * by the SHA-256 of its body, and of the headers that tell events apart where bodies do not: a copy is not handled
 * again, one whose handler failed is. A copy that comes while the first is being handled waits for its outcome. The
 * handler is not interrupted where the vendor hangs up.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { type Deliveries, inMemory } from "./WebhookDeliveries.ts"

export { type Deliveries, inMemory } from "./WebhookDeliveries.ts"
export { type Hash, isSigned, sign } from "./WebhookSignature.ts"

/** A request whose sender is not known yet. */
export interface Unverified {
  /** Path and query, or the whole address, as the server has it. */
  readonly url: string
  /** By their names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
  /** The bytes that came, over which vendors compute signatures. */
  readonly body: Uint8Array
}

/** What is known of a delivery beside its event. */
export interface Delivery {
  /**
   * The SHA-256 of the body, after the headers that distinguish deliveries where there are any, in hexadecimal digits:
   * the same when the vendor sends it again.
   */
  readonly id: string
  readonly url: string
  /** By their names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
}

/** What a handler may return. */
export type Returned<A, E, R> = Effect.Effect<A, E, R> | PromiseLike<A> | A

/** How deliveries are received. */
export interface Options<Event, R> {
  /** Whose webhook it is, for logs. */
  readonly name: string
  /**
   * Makes the event of a JSON value, or says in few words, without quoting the value, why it is none. Kinds of
   * events not known yet are better passed on as such than refused.
   */
  readonly decode: (json: unknown, headers: Delivery["headers"]) => Result.Result<Event, string>
  /** Headers that tell deliveries with the same body apart, such as the event's name, in lower case. Default: none. */
  readonly distinguishedBy?: ReadonlyArray<string> | undefined
  /** Whether the request comes from the vendor. Default: yes. */
  readonly verify?: ((request: Unverified) => Returned<boolean, unknown, R>) | undefined
  /**
   * Handles an event. Where it fails, throws or rejects, the vendor is told 500 and sends the delivery again. Logged
   * is then only the kind of the error, since its message may hold personal data: what more is to be known, the
   * handler logs.
   */
  readonly handle: (event: Event, delivery: Delivery) => Returned<unknown, unknown, R>
  /** The largest body, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined
  /** What has been handled. Default: a log in memory, of its own. */
  readonly deliveries?: Deliveries | undefined
  /**
   * How the forms for the web platform and for Node run effects, such as the `runPromise` of a `ManagedRuntime`, to log
   * and trace as the application does. Default: `Effect.runPromise`.
   */
  readonly run?: (<A>(effect: Effect.Effect<A>) => Promise<A>) | undefined
}

/** A handler in the web platform's form, as `Deno.serve`, Bun, Hono, Next and others take it. */
export type WebHandler = (request: Request) => Promise<Response>

/** What is needed of Node's `IncomingMessage`. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly readableEnded?: boolean
  /** Where a framework has read the body, its bytes or text. A body that it has parsed is of no use. */
  readonly body?: unknown
  on(event: string, listener: (chunk: Uint8Array) => void): unknown
  off(event: string, listener: (chunk: Uint8Array) => void): unknown
  pause(): unknown
}

/** What is needed of Node's `ServerResponse`. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown
  end(body: string): unknown
}

/** A handler in Node's form, as `http.createServer` and Express take it. It must see the body unread. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => void

/** One receiver, in three forms that share its delivery log. */
export interface Receiver<R> {
  /** For an Effect HTTP server, such as a route of `HttpRouter`. */
  readonly http: Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest | R>
  /** For the web platform. Only where the handler needs no service; provide it first where it does. */
  readonly web: [R] extends [never] ? WebHandler : never
  /** For plain Node. Only where the handler needs no service; provide it first where it does. */
  readonly node: [R] extends [never] ? NodeHandler : never
}

/** Where the delivery log cannot say more, the vendor is asked to come back after so many seconds. */
const retryAfter = "5"

/** Makes a receiver. */
export const receiver = <Event, R = never>(options: Options<Event, R>): Receiver<R> => {
  const maxBytes = options.maxBytes ?? 1024 * 1024
  const receive = make(options, maxBytes)
  const runPromise: <A>(effect: Effect.Effect<A>) => Promise<A> = options.run ?? Effect.runPromise
  const run = (request: Incoming) => runPromise(receive(request) as Effect.Effect<Reply>)
  const web: WebHandler = (request) =>
    run({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: Effect.tryPromise(() => readWeb(request.body, maxBytes))
    }).then(({ body, headers, status }) => new Response(JSON.stringify(body), { status, headers }))
  const node: NodeHandler = (request, response) => {
    void run({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          // Node's own are in lower case; adapters that make a request of something else keep what they were given.
          name.toLowerCase(),
          typeof value === "string" || value === undefined ? value : value.join(", ")
        ])
      ),
      body: Effect.tryPromise(() => readNode(request, maxBytes))
    }).then(({ body, headers, status }) => {
      response.writeHead(status, headers)
      response.end(JSON.stringify(body))
    })
  }
  return {
    // Loaded with the first request, so that applications without a server do not load one.
    http: Effect.flatMap(
      Effect.promise(() =>
        Promise.all([import("effect/http/HttpServerRequest"), import("effect/http/HttpServerResponse")])
      ),
      ([{ HttpServerRequest }, { jsonUnsafe }]) =>
        Effect.flatMap(HttpServerRequest, (request) =>
          Effect.map(
            receive({
              method: request.method,
              url: request.originalUrl,
              headers: request.headers,
              body: readStream(request.stream, maxBytes)
            }),
            ({ body, headers, status }) => jsonUnsafe(body, { status, headers })
          )
        )
    ),
    web: web as Receiver<R>["web"],
    node: node as Receiver<R>["node"]
  }
}

interface Incoming {
  readonly method: string
  readonly url: string
  readonly headers: { readonly [name: string]: string | undefined }
  /** `undefined` for a body over the limit. */
  readonly body: Effect.Effect<Uint8Array | undefined, unknown>
}

interface Reply {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: { readonly received: true } | { readonly error: string }
}

const reply = (body: Reply["body"], status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body
})

const received = reply({ received: true }, 200)
const failed = reply({ error: "the event could not be handled, please send it again" }, 500)
const later = reply({ error: "please send it again later" }, 503, { "retry-after": retryAfter })

const make = <Event, R>(options: Options<Event, R>, maxBytes: number) => {
  const deliveries = options.deliveries ?? inMemory()

  const refuse = (status: number, error: string, headers?: Record<string, string>) =>
    Effect.as(
      Effect.annotateLogs(Effect.logWarning(`Webhook: answered ${status}, ${error}`), { webhook: options.name }),
      reply({ error }, status, headers)
    )

  const logged = (message: string, id: string, cause: Cause.Cause<unknown>) =>
    Effect.annotateLogs(Effect.logError(message), { webhook: options.name, delivery: id, error: kindOf(cause) })

  const handle = (event: Event, delivery: Delivery): Effect.Effect<Reply, never, R> =>
    // Whatever ends the handler, also an interruption, the log learns of it.
    Effect.uninterruptibleMask((restore) =>
      Effect.matchCauseEffect(restore(toEffect(() => options.handle(event, delivery))), {
        onSuccess: () =>
          Effect.as(
            // It has been handled: asking for it again, because that could not be noted, would be worse than not.
            Effect.catchCause(deliveries.done(delivery.id), (cause) =>
              logged("Webhook: handled, but the delivery log did not take it", delivery.id, cause)
            ),
            received
          ),
        onFailure: (cause) =>
          logged("Webhook: the handler failed, answered 500", delivery.id, cause).pipe(
            Effect.andThen(
              Effect.catchCause(deliveries.release(delivery.id), (cause) =>
                logged("Webhook: the delivery log did not release it", delivery.id, cause)
              )
            ),
            Effect.as(failed)
          )
      })
    )

  const deliver = (event: Event, delivery: Delivery): Effect.Effect<Reply, never, R> =>
    Effect.matchCauseEffect(deliveries.claim(delivery.id), {
      onSuccess: (claim) => {
        if (claim === "claimed") return handle(event, delivery)
        return Effect.succeed(claim === "done" ? received : later)
      },
      onFailure: (cause) => Effect.as(logged("Webhook: the delivery log did not answer", delivery.id, cause), later)
    })

  return (request: Incoming): Effect.Effect<Reply, never, R> =>
    Effect.gen(function* () {
      if (request.method !== "POST") return yield* refuse(405, "only POST is accepted", { allow: "POST" })
      const tooLarge = refuse(413, `the body is larger than ${maxBytes} bytes`, { connection: "close" })
      if (Number(request.headers["content-length"]) > maxBytes) return yield* tooLarge
      const read = yield* Effect.result(request.body)
      if (Result.isFailure(read)) return yield* refuse(400, "the body could not be read")
      const body = read.success
      if (body === undefined) return yield* tooLarge

      const { headers, url } = request
      if (options.verify !== undefined) {
        const { verify } = options
        const verified = yield* Effect.exit(toEffect(() => verify({ url, headers, body })))
        if (verified._tag === "Failure") {
          yield* logged("Webhook: the verification failed, answered 500", "", verified.cause)
          return failed
        }
        if (!verified.value) return yield* refuse(401, "the request could not be verified")
      }

      const json = parse(body)
      if (Result.isFailure(json)) return yield* refuse(400, json.failure)
      const event = options.decode(json.success, headers)
      if (Result.isFailure(event)) return yield* refuse(400, event.failure.slice(0, 200))

      const id = yield* sha256(identified(options.distinguishedBy ?? [], headers, body))
      // Apart from the request's fiber: a vendor that hangs up must not leave an event half handled.
      return yield* Effect.flatMap(Effect.forkDetach(deliver(event.success, { id, url, headers })), Fiber.join)
    }).pipe(
      // Nothing above is meant to end so; a plain handler would take the process down with it.
      Effect.catchCause((cause) => Effect.as(logged("Webhook: answered 500", "", cause), failed))
    )
}

const toEffect = <A, E, R>(evaluate: () => Returned<A, E, R>): Effect.Effect<A, unknown, R> =>
  Effect.suspend(() => {
    const returned = evaluate()
    if (Effect.isEffect(returned)) return returned as Effect.Effect<A, E, R>
    return Predicate.isPromiseLike(returned)
      ? Effect.tryPromise({ try: () => returned, catch: (error) => error })
      : Effect.succeed(returned as A)
  })

/** What kind of error it was. Not its message, which may hold personal data. */
const kindOf = (cause: Cause.Cause<unknown>): string => {
  const kinds = cause.reasons.map((reason) => {
    if (Cause.isInterruptReason(reason)) return "interrupted"
    const error: unknown = Cause.isFailReason(reason) ? reason.error : reason.defect
    if (Predicate.hasProperty(error, "_tag") && typeof error._tag === "string") return error._tag
    return error instanceof Error ? error.name : typeof error
  })
  return kinds.join(", ")
}

const parse = (body: Uint8Array): Result.Result<unknown, string> => {
  try {
    return Result.succeed(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)))
  } catch {
    return Result.fail(body.length === 0 ? "the body is empty" : "the body is not JSON")
  }
}

/** The bytes that a delivery is known by. */
const identified = (names: ReadonlyArray<string>, headers: Delivery["headers"], body: Uint8Array): Uint8Array => {
  if (names.length === 0) return body
  const before = new TextEncoder().encode(`${JSON.stringify(names.map((name) => headers[name] ?? null))}\n`)
  const all = new Uint8Array(before.length + body.length)
  all.set(before)
  all.set(body, before.length)
  return all
}

const sha256 = (body: Uint8Array): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", body as Uint8Array<ArrayBuffer>)),
    (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
  )

/** Gathers a body up to a limit. */
const gather = (maxBytes: number) => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  return {
    /** Whether there is room for this chunk. */
    add: (chunk: Uint8Array): boolean => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      return size <= maxBytes
    },
    /** The whole body; `undefined` where it was too large. */
    result: (): Uint8Array | undefined => {
      if (size > maxBytes) return undefined
      const body = new Uint8Array(size)
      let offset = 0
      for (const chunk of chunks) {
        body.set(chunk, offset)
        offset += chunk.length
      }
      return body
    }
  }
}

const readStream = <E>(stream: Stream.Stream<Uint8Array, E>, maxBytes: number) =>
  Effect.suspend(() => {
    const body = gather(maxBytes)
    return stream.pipe(
      Stream.takeUntil((chunk) => !body.add(chunk)),
      Stream.runDrain,
      Effect.map(body.result)
    )
  })

const readWeb = async (stream: ReadableStream<Uint8Array> | null, maxBytes: number) => {
  const body = gather(maxBytes)
  const reader = stream?.getReader()
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    if (!body.add(next.value)) {
      // Not waited for: some streams settle it only once the sender has finished.
      reader?.cancel().catch(() => undefined)
      break
    }
  }
  return body.result()
}

const readNode = (request: NodeRequest, maxBytes: number): Promise<Uint8Array | undefined> =>
  new Promise((resolve, reject) => {
    const body = gather(maxBytes)
    const { body: given } = request
    if (given instanceof Uint8Array || typeof given === "string") {
      body.add(typeof given === "string" ? new TextEncoder().encode(given) : given)
      return resolve(body.result())
    }
    if (request.readableEnded === true) return reject(new Error("the body was read before"))
    const settle = (act: () => void) => {
      request.off("data", onData)
      request.off("end", onEnd)
      request.off("close", onClose)
      act()
    }
    const onData = (chunk: Uint8Array) => {
      if (body.add(chunk)) return
      request.pause()
      settle(() => resolve(undefined))
    }
    const onEnd = () => settle(() => resolve(body.result()))
    const onClose = () => settle(() => reject(new Error("the sender hung up")))
    request.on("data", onData)
    request.on("end", onEnd)
    // Stays, since an error without a listener ends the process.
    request.on("error", onClose)
    request.on("close", onClose)
  })
