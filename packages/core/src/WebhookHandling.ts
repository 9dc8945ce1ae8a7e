/** Turns a request of any type into its reply: reads, verifies and decodes it, and handles it once. */
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { inMemory } from "./WebhookDeliveries.ts"
import type { Delivery, Options, Returned } from "./WebhookOptions.ts"
import { failed, received, reply, type Reply, tryLater } from "./WebhookReply.ts"

export interface Incoming {
  readonly method: string
  readonly url: string
  readonly headers: { readonly [name: string]: string | undefined }
  /** `undefined` for a body over the limit. */
  readonly body: Effect.Effect<Uint8Array | undefined, unknown>
}

/** Answers requests. */
export const make = <Event, R>(options: Options<Event, R>, maxBytes: number) => {
  const timeout = Duration.fromInputUnsafe(options.timeout ?? "30 seconds")
  const bounded = <A, E, R>(effect: Effect.Effect<A, E, R>) => within(effect, timeout)
  const logs = logsOf(options.name)
  const deliver = deliverer(options, bounded, logs)

  return (request: Incoming): Effect.Effect<Reply, never, R> =>
    Effect.gen(function* () {
      if (request.method !== "POST") return yield* logs.refuse(405, "only POST is accepted", { allow: "POST" })
      const tooLarge = logs.refuse(413, `the body is larger than ${maxBytes} bytes`, { connection: "close" })
      if (Number(request.headers["content-length"]) > maxBytes) return yield* tooLarge
      const read = yield* Effect.result(bounded(request.body))
      if (Result.isFailure(read)) return yield* logs.refuse(400, "the body could not be read")
      const body = read.success
      if (body === undefined) return yield* tooLarge

      const { headers, url } = request
      if (options.verify !== undefined) {
        const { verify } = options
        const verified = yield* Effect.exit(bounded(toEffect(() => verify({ url, headers, body }))))
        if (verified._tag === "Failure") {
          yield* logs.error("Webhook: the verification failed, answered 500", "", verified.cause)
          return failed
        }
        if (!verified.value) return yield* logs.refuse(401, "the request could not be verified")
      }

      const json = parse(body)
      if (Result.isFailure(json)) return yield* logs.refuse(400, json.failure)
      const event = options.decode(json.success, headers)
      if (Result.isFailure(event)) return yield* logs.refuse(400, event.failure.slice(0, 200))

      const id = yield* sha256(identified(options.distinguishedBy ?? [], headers, body))
      // Runs apart from the request's fiber: if the vendor hangs up, the event must not be left half handled.
      return yield* Effect.flatMap(Effect.forkDetach(deliver(event.success, { id, url, headers })), Fiber.join)
    }).pipe(
      // A defect. It would end the process of a plain handler.
      Effect.catchCause((cause) => Effect.as(logs.error("Webhook: answered 500", "", cause), failed))
    )
}

/** Log lines that name the webhook. */
const logsOf = (webhook: string) => ({
  /** Replies with the status, and logs the reason. */
  refuse: (status: number, error: string, headers?: Record<string, string>) =>
    Effect.as(
      Effect.annotateLogs(Effect.logWarning(`Webhook: answered ${status}, ${error}`), { webhook }),
      reply({ error }, status, headers)
    ),
  error: (message: string, delivery: string, cause: Cause.Cause<unknown>) =>
    Effect.annotateLogs(Effect.logError(message), { webhook, delivery, error: kindOf(cause) })
})

type Bounded = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | HandlingTimeout, R>

/** Handles each delivery once, as far as the delivery log can tell. */
const deliverer = <Event, R>(options: Options<Event, R>, bounded: Bounded, logs: ReturnType<typeof logsOf>) => {
  const log = options.deliveries ?? inMemory()
  const handle = (event: Event, delivery: Delivery): Effect.Effect<Reply, never, R> =>
    // However the handler ends, also by an interruption, the log is told.
    Effect.uninterruptibleMask((restore) =>
      Effect.matchCauseEffect(restore(bounded(toEffect(() => options.handle(event, delivery)))), {
        onSuccess: () =>
          Effect.as(
            // The event has been handled. Asking for it again because the log failed would handle it twice.
            Effect.catchCause(bounded(log.done(delivery.id)), (cause) =>
              logs.error("Webhook: handled, but the delivery log did not store it", delivery.id, cause)
            ),
            received
          ),
        onFailure: (cause) =>
          logs
            .error("Webhook: the handler failed, answered 500", delivery.id, cause)
            .pipe(
              Effect.andThen(
                Effect.catchCause(bounded(log.release(delivery.id)), (cause) =>
                  logs.error("Webhook: the delivery log did not release it", delivery.id, cause)
                )
              ),
              Effect.as(failed)
            )
      })
    )
  return (event: Event, delivery: Delivery): Effect.Effect<Reply, never, R> =>
    Effect.matchCauseEffect(bounded(log.claim(delivery.id)), {
      onSuccess: (claim) => {
        if (claim === "claimed") return handle(event, delivery)
        return Effect.succeed(claim === "done" ? received : tryLater)
      },
      onFailure: (cause) =>
        Effect.as(logs.error("Webhook: the delivery log did not answer", delivery.id, cause), tryLater)
    })
}

/** The handler exceeded its time limit. */
class HandlingTimeout extends Data.TaggedError("HandlingTimeout") {}

/** Fails after this time, even if the work cannot be interrupted. */
const within = <A, E, R>(effect: Effect.Effect<A, E, R>, timeout: Duration.Duration) =>
  Effect.flatMap(Effect.forkDetach(effect), (fiber) =>
    Fiber.join(fiber).pipe(
      Effect.timeoutOrElse({ duration: timeout, orElse: () => Effect.fail(new HandlingTimeout()) }),
      Effect.onExit((exit) =>
        // Not awaited, because it may never end.
        exit._tag === "Failure" ? Effect.sync(() => fiber.interruptUnsafe()) : Effect.void
      )
    )
  )

const toEffect = <A, E, R>(evaluate: () => Returned<A, E, R>): Effect.Effect<A, unknown, R> =>
  Effect.suspend(() => {
    const returned = evaluate()
    if (Effect.isEffect(returned)) return returned as Effect.Effect<A, E, R>
    return Predicate.isPromiseLike(returned)
      ? Effect.tryPromise({ try: () => returned, catch: (error) => error })
      : Effect.succeed(returned as A)
  })

/** The kind of an error. Its message is omitted, because it may contain personal data. */
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

/** The bytes that identify a delivery. */
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
