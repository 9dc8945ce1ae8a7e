import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as zlib from "node:zlib"
import * as Acme from "../test/Acme.ts"
import { type Door, doors, open, type Options } from "../test/doors.ts"
import * as FaultServer from "../test/FaultServer.ts"
import { failure } from "../test/run.ts"

const text = JSON.stringify(Acme.widget)
const bytes = Buffer.byteLength(text)
const once = { retry: false } as const

const compressions = {
  gzip: zlib.gzipSync,
  "x-gzip": zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  ...("zstdCompressSync" in zlib && { zstd: zlib.zstdCompressSync })
} as const satisfies Record<string, (text: string) => Buffer>

const compressed = (encoding: string, body: Uint8Array, answer: FaultServer.Answer = {}): FaultServer.Answer => ({
  ...answer,
  headers: { "content-type": "application/json", "content-encoding": encoding },
  body
})

const over = (door: Door, answer: FaultServer.Answer, options: Options = once) =>
  Effect.map(
    FaultServer.start(() => answer),
    (server) => ({ server, calls: open(door, server.url, options) })
  )

describe.each(doors)("over $name", (door) => {
  const widget = (answer: FaultServer.Answer) =>
    Effect.gen(function* () {
      const { calls } = yield* over(door, answer)
      assert.deepStrictEqual(yield* calls.getWidget({ id: "w1" }), Acme.widget)
    }).pipe(Effect.scoped)

  for (const [encoding, compress] of Object.entries(compressions)) {
    it.live(`an answer compressed as ${encoding}, though nobody asked for it, gives its value`, () =>
      Effect.andThen(
        widget(compressed(encoding, compress(text))),
        widget(compressed(encoding, compress(text), { chunked: true }))
      )
    )

    it.live(`an error compressed as ${encoding} keeps its reason`, () =>
      Effect.gen(function* () {
        const body = compress(JSON.stringify({ message: "The name is taken" }))
        const { calls } = yield* over(door, compressed(encoding, body, { status: 422 }))
        const error = yield* failure(calls.createWidget({ name: "n" }))
        assert.deepInclude({ ...error }, { _tag: "WidgetInvalid", reason: "The name is taken" } as object)
      }).pipe(Effect.scoped)
    )
  }

  it.live("nested compressions are undone", () =>
    widget(compressed("gzip, br", zlib.brotliCompressSync(zlib.gzipSync(text))))
  )

  it.live("deflate without its usual header is read", () => widget(compressed("deflate", zlib.deflateRawSync(text))))

  it.live("an unknown encoding is ignored", () => widget(compressed("utf-8", Buffer.from(text))))

  it.live("what cannot be decompressed is UnexpectedResponse, not a network error", () =>
    Effect.gen(function* () {
      const broken = zlib.gzipSync("x".repeat(100_000)).fill(0xff, 20)
      const { calls } = yield* over(door, compressed("gzip", broken))
      const error = yield* failure(calls.getWidget({ id: "w1" }))
      assert.deepInclude({ ...error }, { _tag: "UnexpectedResponse", status: 200, path: "", empty: false } as object)
      assert.match(error.message, /compressed as gzip/)
    }).pipe(Effect.scoped)
  )

  it.live("an error that cannot be decompressed keeps its class", () =>
    Effect.gen(function* () {
      const broken = zlib.gzipSync("x".repeat(100_000)).fill(0xff, 20)
      const { calls } = yield* over(door, compressed("gzip", broken, { status: 404 }))
      assert.deepInclude({ ...(yield* failure(calls.getWidget({ id: "w1" }))) }, { _tag: "WidgetNotFound" } as object)
    }).pipe(Effect.scoped)
  )

  for (const chunked of [true, false]) {
    it.live(`a body of exactly the bound is read${chunked ? ", its length unannounced" : ""}`, () =>
      Effect.gen(function* () {
        const { calls } = yield* over(door, { body: text, chunked })
        assert.deepStrictEqual(yield* calls.getWidget({ id: "w1" }, { maxBodyBytes: bytes }), Acme.widget)
      }).pipe(Effect.scoped)
    )

    it.live(
      `a larger one is ResponseTooLarge${chunked ? ", its length unannounced" : ""}, and is not asked for again`,
      () =>
        Effect.gen(function* () {
          const { calls, server } = yield* over(
            door,
            { body: text, chunked, headers: { "x-request-id": "r1" } },
            {
              maxBodyBytes: bytes - 1
            }
          )
          const error = yield* failure(calls.getWidget({ id: "w1" }))
          assert.deepInclude({ ...error }, {
            _tag: "ResponseTooLarge",
            category: "Unexpected",
            vendor: "acme",
            operation: "getWidget",
            status: 200,
            requestId: "r1",
            limit: bytes - 1
          } as object)
          assert.strictEqual(
            error.message,
            `acme getWidget: 200, but the body is larger than ${bytes - 1} bytes: ask for less or raise \`maxBodyBytes\``
          )
          assert.strictEqual(server.received.length, 1)
        }).pipe(Effect.scoped)
    )
  }

  for (const encoding of ["gzip", "br"] as const) {
    it.live(`a small ${encoding} body that grows beyond the bound is ResponseTooLarge`, () =>
      Effect.gen(function* () {
        const bomb = compressions[encoding](" ".repeat(2_000_000))
        const { calls } = yield* over(door, compressed(encoding, bomb), { ...once, maxBodyBytes: 1_000_000 })
        assert.strictEqual((yield* failure(calls.getWidget({ id: "w1" })))._tag, "ResponseTooLarge")
      }).pipe(Effect.scoped)
    )
  }

  it.live("only the beginning of a large error body is read", () =>
    Effect.gen(function* () {
      const bomb = zlib.gzipSync(`{"message":"no"}${" ".repeat(2_000_000)}`)
      const { calls } = yield* over(door, compressed("gzip", bomb, { status: 422 }))
      const error = (yield* failure(calls.createWidget({ name: "n" }))) as { _tag: string; body?: string }
      assert.strictEqual(error._tag, "WidgetInvalid")
      assert.match(error.body ?? "", /^\{"message":"no"\} +$/)
    }).pipe(Effect.scoped)
  )

  it.live("an endless body is abandoned at the limit, and its connection is closed", () =>
    Effect.gen(function* () {
      const body = "x".repeat(10_000_000)
      const { calls, server } = yield* over(
        door,
        { body, chunked: true, drip: { bytes: 1000, every: 0 } },
        {
          ...once,
          maxBodyBytes: 10_000
        }
      )
      assert.strictEqual((yield* failure(calls.getWidget({ id: "w1" })))._tag, "ResponseTooLarge")
      yield* Effect.promise(() => server.received[0]!.closed)
    }).pipe(Effect.scoped)
  )

  it.live("a raw request has the same limit", () =>
    Effect.gen(function* () {
      const { calls } = yield* over(door, compressed("gzip", zlib.gzipSync(text)))
      const answer = yield* calls.request({ method: "GET", path: "/any" })
      assert.deepStrictEqual(answer.value, Acme.widget)
      const error = yield* failure(calls.request({ method: "GET", path: "/any" }, { maxBodyBytes: 10 }))
      assert.strictEqual(error._tag, "ResponseTooLarge")
    }).pipe(Effect.scoped)
  )
})
