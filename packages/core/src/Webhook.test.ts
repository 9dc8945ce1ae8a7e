import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Predicate from "effect/Predicate"
import * as References from "effect/References"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import { TestClock } from "effect/testing"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import { Webhook } from "./index.ts"

interface Event {
  readonly kind: string
}

const decode = (json: unknown): Result.Result<Event, string> => {
  if (!Predicate.isObject(json)) return Result.fail("the body is not an object")
  return Result.succeed({ kind: "kind" in json && typeof json.kind === "string" ? json.kind : "unknown" })
}

const receiver = (options: Partial<Webhook.Options<Event, never>>) =>
  Webhook.receiver<Event>({
    name: "acme",
    decode,
    handle: () => Effect.void,
    run: (effect) => Effect.runPromise(Effect.provide(effect, silent)),
    ...options
  })

const listening = (listener: http.RequestListener) =>
  Effect.acquireRelease(
    Effect.callback<http.Server>((resume) => {
      const server = http.createServer(listener)
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  ).pipe(Effect.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?x=1`))

const forms: Record<string, (receiver: Webhook.Receiver<never>) => Effect.Effect<string, unknown, Scope.Scope>> = {
  http: (receiver) =>
    Effect.gen(function* () {
      const server = yield* NodeHttpServer.make(() => http.createServer(), { port: 0, host: "127.0.0.1" })
      yield* server.serve(receiver.http)
      return `${HttpServer.formatAddress(server.address)}/hook?x=1`
    }),
  web: (receiver) =>
    listening((request, response) => {
      const hasBody = request.method !== "GET"
      const given = new Request(`http://127.0.0.1${request.url}`, {
        method: request.method!,
        headers: new Headers(request.headers as Record<string, string>),
        ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: "half" as const } : {})
      })
      void receiver.web(given).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers))
        response.end(await answer.text())
      })
    }),
  node: (receiver) => listening(receiver.node)
}

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Sends a request over a connection of its own. */
const send = (url: string, body: string | ReadonlyArray<string>, options: http.RequestOptions = {}) =>
  Effect.callback<Answer, Error>((resume) => {
    const request = http.request(
      url,
      { method: "POST", agent: false, headers: { "content-type": "application/json" }, ...options },
      (response) => {
        let text = ""
        response.setEncoding("utf8")
        response.on("data", (chunk: string) => (text += chunk))
        response.on("error", (error) => resume(Effect.fail(error)))
        response.on("end", () =>
          resume(Effect.succeed({ status: response.statusCode!, headers: response.headers, body: text }))
        )
      }
    )
    request.on("error", (error) => resume(Effect.fail(error)))
    // More than one piece goes out chunked, without a length.
    for (const chunk of typeof body === "string" ? [] : body) request.write(chunk)
    request.end(typeof body === "string" ? body : undefined)
    return Effect.sync(() => request.destroy())
  })

const silent = Logger.layer([])

const logs = () => {
  const lines: Array<string> = []
  const logger = Logger.make(({ fiber, message }) => {
    lines.push(JSON.stringify([message, Object.entries(fiber.getRef(References.CurrentLogAnnotations))]))
  })
  return { lines, layer: Logger.layer([logger]) }
}

describe.each(Object.keys(forms))("a receiver as %s", (form) => {
  const serve = (options: Partial<Webhook.Options<Event, never>>) => forms[form]!(receiver(options))

  it.live("handles an event and answers 200", () =>
    Effect.gen(function* () {
      const seen: Array<unknown> = []
      const url = yield* serve({ handle: (event, delivery) => Effect.sync(() => seen.push([event, delivery])) })
      const answer = yield* send(url, `{"kind":"replied"}`, { headers: { "X-Custom": "yes" } })
      assert.strictEqual(answer.status, 200)
      assert.strictEqual(answer.body, `{"received":true}`)
      assert.strictEqual(answer.headers["content-type"], "application/json")
      const [[event, delivery]] = seen as [[Event, Webhook.Delivery]]
      assert.deepStrictEqual(event, { kind: "replied" })
      assert.match(delivery.id, /^[0-9a-f]{64}$/)
      assert.isTrue(delivery.url.endsWith("/hook?x=1"))
      assert.strictEqual(delivery.headers["x-custom"], "yes")
    }).pipe(Effect.scoped)
  )

  it.live("passes on an unknown event as `Unknown`", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const url = yield* serve({ handle: (event) => void seen.push(event.kind) })
      assert.strictEqual((yield* send(url, `{"brand":"new"}`)).status, 200)
      assert.deepStrictEqual(seen, ["unknown"])
    }).pipe(Effect.scoped)
  )

  it.live("answers 405 to anything but POST", () =>
    Effect.gen(function* () {
      const url = yield* serve({})
      for (const method of ["GET", "PUT", "DELETE"]) {
        const answer = yield* send(url, "", { method })
        assert.strictEqual(answer.status, 405)
        assert.strictEqual(answer.headers.allow, "POST")
      }
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("answers 400 with a short error to a body that is not JSON or not an event", () =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({ handle: () => void handled++ })
      const bodies = { "": "the body is empty", "{": "the body is not JSON", "[1]": "the body is not an object" }
      for (const [body, error] of Object.entries(bodies)) {
        const answer = yield* send(url, body)
        assert.strictEqual(answer.status, 400)
        assert.deepStrictEqual(JSON.parse(answer.body), { error })
      }
      assert.strictEqual(handled, 0)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("answers 413 to a body over the limit, announced or not", () =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({ handle: () => void handled++ })
      const mebibyte = 1024 * 1024
      const fitting = `{"kind":"${"x".repeat(mebibyte - 11)}"}`
      assert.strictEqual((yield* send(url, fitting)).status, 200)
      assert.strictEqual((yield* send(url, `${fitting} `)).status, 413)
      assert.strictEqual((yield* send(url, [fitting, " "])).status, 413)
      assert.strictEqual(handled, 1)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("answers 413 without waiting for the rest of the body", () =>
    Effect.gen(function* () {
      const url = yield* serve({ maxBytes: 10 })
      const status = yield* Effect.callback<number, Error>((resume) => {
        const request = http.request(url, { method: "POST", agent: false }, (response) => {
          response.resume()
          resume(Effect.succeed(response.statusCode!))
        })
        request.on("error", (error) => resume(Effect.fail(error)))
        // Never ended.
        request.write("x".repeat(11))
        return Effect.sync(() => request.destroy())
      })
      assert.strictEqual(status, 413)
    }).pipe(Effect.scoped, Effect.provide(silent), Effect.timeout("5 seconds"))
  )

  it.live("answers 401 if the verification fails", () =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({
        handle: () => void handled++,
        verify: ({ body, headers, url }) =>
          url.endsWith("x=1") && headers["x-signature"] === String(body.length)
            ? Effect.succeed(true)
            : Promise.resolve(false)
      })
      assert.strictEqual((yield* send(url, "{}", { headers: { "x-signature": "3" } })).status, 401)
      assert.strictEqual((yield* send(url, "{}", { headers: { "x-signature": "2" } })).status, 200)
      assert.strictEqual(handled, 1)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("handles a copy of a handled delivery only once", () =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({ handle: () => void handled++ })
      for (let copy = 0; copy < 3; copy++) assert.strictEqual((yield* send(url, `{"kind":"a"}`)).status, 200)
      assert.strictEqual(handled, 1)
      yield* send(url, `{"kind":"b"}`)
      assert.strictEqual(handled, 2)
    }).pipe(Effect.scoped)
  )

  it.live.each([
    ["fails", () => Effect.fail(new Error("john.doe@example.com"))],
    ["dies", () => Effect.die(new Error("john.doe@example.com"))],
    ["is interrupted", () => Effect.interrupt],
    ["rejects", () => Promise.reject(new Error("john.doe@example.com"))],
    [
      "throws",
      () => {
        throw new Error("john.doe@example.com")
      }
    ]
  ] as const)("answers 500 where the handler %s, and handles the delivery when it is sent again", ([, fail]) =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({ handle: () => (++handled < 3 ? fail() : undefined) })
      const statuses: Array<number> = []
      for (let copy = 0; copy < 4; copy++) statuses.push((yield* send(url, `{"kind":"a"}`)).status)
      assert.deepStrictEqual(statuses, [500, 500, 200, 200])
      assert.strictEqual(handled, 3)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("lets concurrent copies wait for one outcome", () =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({
        handle: () =>
          Effect.andThen(
            Effect.sync(() => handled++),
            Effect.sleep(50)
          )
      })
      const answers = yield* Effect.all(
        Array.from({ length: 20 }, () => send(url, "{}")),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual([...new Set(answers.map(({ status }) => status))], [200])
      assert.strictEqual(handled, 1)
    }).pipe(Effect.scoped)
  )

  it.live("distinguishes deliveries with the same body by a header, if the vendor names the event there", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const url = yield* forms["node"]!(
        receiver({
          distinguishedBy: ["x-event"],
          decode: (_, headers) => Result.succeed({ kind: headers["x-event"] ?? "none" }),
          handle: ({ kind }) => seen.push(kind)
        })
      )
      for (const kind of ["created", "updated", "created", undefined, undefined]) {
        const headers = kind === undefined ? {} : { "x-event": kind }
        assert.strictEqual((yield* send(url, `{"id":1}`, { headers })).status, 200)
      }
      assert.deepStrictEqual(seen, ["created", "updated", "none"])
    })
  )

  it.live("retries a failed delivery with a copy that waited", () =>
    Effect.gen(function* () {
      let handled = 0
      const url = yield* serve({
        handle: () =>
          Effect.andThen(
            Effect.sleep(50),
            Effect.suspend(() => (++handled === 1 ? Effect.fail("no") : Effect.void))
          )
      })
      const answers = yield* Effect.all([send(url, "{}"), send(url, "{}"), send(url, "{}")], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 500])
      assert.strictEqual(handled, 2)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("finishes handling if the vendor disconnects, and does not handle the event again", () =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      const finished = yield* Deferred.make<void>()
      let handled = 0
      const url = yield* serve({
        handle: () =>
          Deferred.succeed(started, undefined).pipe(
            Effect.andThen(Effect.sleep(100)),
            Effect.andThen(Effect.sync(() => handled++)),
            Effect.andThen(Deferred.succeed(finished, undefined))
          )
      })
      yield* Effect.raceFirst(send(url, "{}"), Deferred.await(started))
      yield* Deferred.await(finished)
      assert.strictEqual((yield* send(url, "{}")).status, 200)
      assert.strictEqual(handled, 1)
    }).pipe(Effect.scoped, Effect.timeout("5 seconds"))
  )

  it.live.each([
    ["never ends", () => Effect.never],
    ["never ends and cannot be interrupted", () => Effect.uninterruptible(Effect.never)],
    ["is a promise that never settles", () => new Promise<void>(() => {})]
  ] as const)("answers 500 within its bound where the handler %s, and frees the copies that wait", ([, never]) =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      let handled = 0
      const url = yield* serve({
        timeout: "200 millis",
        handle: () => {
          Deferred.doneUnsafe(started, Effect.void)
          return handled++ === 0 ? never() : Effect.void
        }
      })
      const first = yield* Effect.forkChild(send(url, "{}"))
      yield* Deferred.await(started)
      const copies = yield* Effect.all([send(url, "{}"), send(url, "{}"), send(url, "{}")], {
        concurrency: "unbounded"
      })
      assert.strictEqual((yield* Fiber.join(first)).status, 500)
      for (const { status } of copies) assert.include([200, 503], status)
      assert.strictEqual((yield* send(url, "{}")).status, 200)
      assert.strictEqual(handled, 2)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("answers within its timeout if the verification or the delivery log hangs", () =>
    Effect.gen(function* () {
      const never = () => Effect.never
      const log = { claim: never, done: never, release: never }
      const claimed = { ...log, claim: () => Effect.succeed("claimed" as const) }
      const [unverified, unclaimed, undone] = yield* Effect.all([
        serve({ timeout: "50 millis", verify: never }),
        serve({ timeout: "50 millis", deliveries: log }),
        serve({ timeout: "50 millis", deliveries: claimed })
      ])
      const answers = yield* Effect.forEach([unverified, unclaimed, undone], (url) => send(url, "{}"))
      assert.deepStrictEqual(
        answers.map(({ status }) => status),
        [500, 503, 200]
      )
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("answers 503 if too many deliveries are being handled", () =>
    Effect.gen(function* () {
      const [started, done] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const url = yield* serve({
        deliveries: Webhook.inMemory({ maxInProgress: 1 }),
        handle: () => Effect.andThen(Deferred.succeed(started, undefined), Deferred.await(done))
      })
      const first = yield* Effect.forkChild(send(url, "{}"))
      yield* Deferred.await(started)
      assert.strictEqual((yield* send(url, "{}")).status, 503)
      assert.strictEqual((yield* send(url, `{"other":1}`)).status, 503)
      yield* Deferred.succeed(done, undefined)
      assert.strictEqual((yield* Fiber.join(first)).status, 200)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("answers 503 if the delivery log fails or another receiver has the claim", () =>
    Effect.gen(function* () {
      const claims = [Effect.fail("away"), Effect.succeed("busy" as const), Effect.succeed("claimed" as const)]
      let handled = 0
      const url = yield* serve({
        handle: () => void handled++,
        // A log that cannot note what is done must not have the event sent again.
        deliveries: { claim: () => claims.shift()!, done: () => Effect.fail("away"), release: () => Effect.void }
      })
      const answers = [yield* send(url, "{}"), yield* send(url, "{}"), yield* send(url, "{}")]
      assert.deepStrictEqual(
        answers.map(({ status }) => status),
        [503, 503, 200]
      )
      assert.strictEqual(answers[0]!.headers["retry-after"], "5")
      assert.strictEqual(handled, 1)
    }).pipe(Effect.scoped, Effect.provide(silent))
  )
})

describe("a number that is none", () => {
  it("is refused when the receiver or the log is made, with the option's name", () => {
    assert.throws(() => receiver({ maxBytes: Number.NaN }), TypeError, "`maxBytes`: Expected")
    assert.throws(() => receiver({ timeout: Number.NaN }), TypeError, "`timeout`: Expected")
    assert.throws(() => Webhook.inMemory({ timeToLive: Number.NaN }), TypeError, "`timeToLive`: Expected")
    assert.throws(() => Webhook.inMemory({ capacity: Number.NaN }), TypeError, "`capacity`: Expected")
    assert.throws(() => Webhook.inMemory({ maxInProgress: Number.NaN }), TypeError, "`maxInProgress`: Expected")
  })
})

describe("what a receiver logs", () => {
  it.live("is the type of an error, without its message or the event", () => {
    const { layer, lines } = logs()
    const secret = "john.doe@example.com"
    return Effect.gen(function* () {
      const url = yield* forms["http"]!(
        receiver({ handle: () => Effect.fail(Object.assign(new TypeError(secret), { detail: secret })) })
      )
      assert.strictEqual((yield* send(url, `{"kind":"${secret}"}`)).status, 500)
      yield* send(url, `"${secret}"`)
      const text = lines.join("\n")
      assert.include(text, "the handler failed")
      assert.include(text, "TypeError")
      assert.include(text, "acme")
      assert.notInclude(text, secret)
    }).pipe(Effect.scoped, Effect.provide(layer))
  })
})

describe("a receiver for Node", () => {
  it.live("reads headers by their names in lower case, even if an adapter did not convert them", () =>
    Effect.gen(function* () {
      const { node } = receiver({ verify: ({ headers }) => headers["x-signature"] === "yes" })
      const request = { method: "POST", url: "/", headers: { "X-Signature": "yes" }, body: "{}" }
      const unread = { on: () => undefined, off: () => undefined, pause: () => undefined }
      const status = yield* Effect.callback<number>((resume) => {
        node({ ...request, ...unread }, { writeHead: (_) => resume(Effect.succeed(_)), end: () => undefined })
      })
      assert.strictEqual(status, 200)
    })
  )

  it.live("does not end the process if something else has answered already", () =>
    Effect.gen(function* () {
      const rejected: Array<unknown> = []
      const note = (reason: unknown) => void rejected.push(reason)
      yield* Effect.acquireRelease(
        Effect.sync(() => process.on("unhandledRejection", note)),
        () => Effect.sync(() => process.off("unhandledRejection", note))
      )
      const answered = yield* Deferred.make<void>()
      const { node } = receiver({ handle: () => Deferred.await(answered) })
      const written = yield* Deferred.make<void>()
      const url = yield* listening((request, response) => {
        const writeHead = (status: number, headers: Record<string, string>) => {
          Deferred.doneUnsafe(written, Effect.void)
          return response.writeHead(status, headers)
        }
        node(request, { writeHead, end: (body) => response.end(body) })
        response.writeHead(503).end()
      })
      assert.strictEqual((yield* send(url, "{}")).status, 503)
      yield* Deferred.succeed(answered, undefined)
      yield* Deferred.await(written)
      // Rejections are reported before the next turn of the event loop.
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      assert.deepStrictEqual(rejected, [])
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("uses the raw body that a framework has read, and fails with a clear error if there is none", () =>
    Effect.gen(function* () {
      const { node } = receiver({})
      const after = (body: unknown) =>
        listening((request, response) => {
          request.resume()
          request.on("end", () => setImmediate(() => node(Object.assign(request, { body }), response)))
        })
      assert.strictEqual((yield* send(yield* after(new TextEncoder().encode("{}")), "{}")).status, 200)
      assert.strictEqual((yield* send(yield* after("{}"), "{}")).status, 200)
      const gone = yield* send(yield* after({}), "{}")
      assert.strictEqual(gone.status, 400)
      assert.include(gone.body, "could not be read")
    }).pipe(Effect.scoped, Effect.provide(silent))
  )
})

describe("a receiver for the web platform and for Node", () => {
  const failing: ReadonlyArray<NonNullable<Webhook.Options<Event, never>["run"]>> = [
    () => Promise.reject(new Error("closed")),
    () => {
      throw new Error("closed")
    }
  ]
  it.live.each(["web", "node"])("answers 500 if running its effects fails, as %s", (form) =>
    Effect.gen(function* () {
      for (const run of failing) {
        const url = yield* forms[form]!(receiver({ run }))
        assert.strictEqual((yield* send(url, "{}")).status, 500)
      }
    }).pipe(Effect.scoped)
  )

  it.live("ends if the sender has disconnected before or while the body is read", () =>
    Effect.gen(function* () {
      const { node } = receiver({})
      for (const isBefore of [true, false]) {
        const settled = yield* Deferred.make<number>()
        const url = yield* listening((request, response) => {
          const writeHead = (status: number) => Deferred.doneUnsafe(settled, Effect.succeed(status))
          const handle = () => node(request, { writeHead, end: () => response.end() })
          if (isBefore) request.once("close", () => setImmediate(handle))
          else handle()
          request.socket.once("error", () => undefined)
          request.socket.destroy()
        })
        yield* Effect.ignore(send(url, ["{"], { headers: { "content-length": "100" } }))
        assert.strictEqual(yield* Deferred.await(settled), 400)
      }
    }).pipe(Effect.scoped, Effect.provide(silent))
  )

  it.live("uses the raw body that a platform keeps next to the parsed one", () =>
    Effect.gen(function* () {
      const { node } = receiver({})
      for (const rawBody of [Buffer.from(`{"kind":"raw"}`), `{"kind":"raw"}`]) {
        const url = yield* listening((request, response) => {
          request.resume()
          request.on("end", () =>
            setImmediate(() => node(Object.assign(request, { rawBody, body: { kind: "raw" } }), response))
          )
        })
        assert.strictEqual((yield* send(url, "{}")).status, 200)
      }
    }).pipe(Effect.scoped)
  )
})

const redisUrl = process.env["REDIS_URL"]

describe.runIf(redisUrl !== undefined)(
  "a log in Redis (without REDIS_URL, the address of a Redis server, this is skipped)",
  () => {
    const logs = (options: { readonly lease?: Duration.Input; readonly timeToLive?: Duration.Input } = {}) =>
      Effect.gen(function* () {
        const prefix = `salesbridge:test:${crypto.randomUUID()}:`
        const log = Effect.flatMap(Layer.build(NodeRedis.layer({ url: redisUrl! })), (context) =>
          Effect.provide(Webhook.redis({ prefix, ...options }), context)
        )
        return [yield* log, yield* log] as const
      }).pipe(Effect.orDie)

    it.live("handles each delivery once across all receivers", () =>
      Effect.gen(function* () {
        const handled = new Map<string, number>()
        const handle = (event: Event) =>
          Effect.andThen(
            Effect.sync(() => handled.set(event.kind, (handled.get(event.kind) ?? 0) + 1)),
            Effect.sleep("10 millis")
          )
        const urls = yield* Effect.forEach(yield* logs(), (deliveries) =>
          forms["node"]!(receiver({ deliveries, handle }))
        )
        const kinds = Array.from({ length: 20 }, (_, index) => `event ${index}`)
        const bodies = kinds.flatMap((kind) => [1, 2, 3, 4].map(() => JSON.stringify({ kind })))
        const send503 = (body: string, index: number): Effect.Effect<number, Error> =>
          Effect.flatMap(send(urls[index % 2]!, body), ({ status }) =>
            status === 503 ? Effect.delay(send503(body, index), "10 millis") : Effect.succeed(status)
          )
        const statuses = yield* Effect.forEach(bodies, send503, { concurrency: 16 })
        assert.deepStrictEqual(new Set(statuses), new Set([200]))
        assert.deepStrictEqual(handled, new Map(kinds.map((kind) => [kind, 1])))
      }).pipe(Effect.scoped)
    )

    it.live("lets another receiver retry a failed delivery, or one of a dead process once its claim has expired", () =>
      Effect.gen(function* () {
        const [one, other] = yield* logs({ lease: "100 millis", timeToLive: "1 hour" })
        assert.strictEqual(yield* one.claim("a"), "claimed")
        assert.strictEqual(yield* other.claim("a"), "busy")
        // Not its own.
        yield* other.release("a")
        assert.strictEqual(yield* other.claim("a"), "busy")
        yield* one.release("a")
        assert.strictEqual(yield* other.claim("a"), "claimed")
        yield* other.done("a")
        assert.strictEqual(yield* one.claim("a"), "done")
        assert.strictEqual(yield* one.claim("b"), "claimed")
        yield* Effect.repeat(other.claim("b"), {
          until: (_) => _ === "claimed",
          schedule: Schedule.spaced("10 millis")
        })
      }).pipe(Effect.scoped)
    )
  }
)

describe("a log in memory", () => {
  it.effect("forgets handled deliveries after their time to live", () =>
    Effect.gen(function* () {
      const log = Webhook.inMemory({ timeToLive: "1 hour" })
      assert.strictEqual(yield* log.claim("a"), "claimed")
      yield* log.done("a")
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* log.claim("a"), "done")
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* log.claim("a"), "claimed")
    })
  )

  it.effect("forgets the oldest over its capacity", () =>
    Effect.gen(function* () {
      const log = Webhook.inMemory({ capacity: 2 })
      for (const id of ["a", "b", "c"]) {
        yield* log.claim(id)
        yield* log.done(id)
      }
      assert.strictEqual(yield* log.claim("b"), "done")
      assert.strictEqual(yield* log.claim("c"), "done")
      assert.strictEqual(yield* log.claim("a"), "claimed")
    })
  )
})
