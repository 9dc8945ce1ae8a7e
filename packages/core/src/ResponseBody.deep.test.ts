import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import * as zlib from "node:zlib"
import { doors, open } from "../test/doors.ts"
import { failure } from "../test/run.ts"

const megabyte = 1024 * 1024
/** A member of a gzip file, of which there may be many. */
const megabyteOfBlanks = zlib.gzipSync(" ".repeat(megabyte))
const piece = Buffer.alloc(64 * 1024, " ")

/** A server that sends so many bytes, as fast as they are taken, and counts them. */
const flood = (total: number, headers: http.OutgoingHttpHeaders, pieces: Iterable<Uint8Array>) =>
  Effect.acquireRelease(
    Effect.callback<{
      readonly server: http.Server
      readonly url: string
      readonly sent: () => number
      readonly closed: Promise<void>
    }>((resume) => {
      let sent = 0
      let close = () => {}
      const closed = new Promise<void>((resolve) => (close = resolve))
      const server = http.createServer((_, response) => {
        response.on("close", close)
        response.writeHead(200, { "content-type": "application/json", ...headers })
        const source = pieces[Symbol.iterator]()
        const send = () => {
          while (sent < total && !response.destroyed) {
            const { done, value } = source.next()
            if (done === true) break
            sent += value.length
            if (!response.write(value)) {
              response.once("drain", send)
              return
            }
          }
          response.end()
        }
        send()
      })
      server.listen(0, "127.0.0.1", () => {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
        resume(Effect.succeed({ server, url, sent: () => sent, closed }))
      })
    }),
    ({ server }) =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )

function* endless() {
  for (;;) yield piece
}

const grown = () => process.resourceUsage().maxRSS * 1024

describe.each(doors)("over $name", (door) => {
  it.live(
    "of 2 GB no more is taken than the bound of 32 MiB and what the sockets hold",
    () =>
      Effect.gen(function* () {
        for (const headers of [{}, { "content-length": String(2048 * megabyte) }]) {
          const before = grown()
          const { closed, sent, url } = yield* flood(2048 * megabyte, headers, endless())
          const error = yield* failure(open(door, url, { retry: false }).getWidget({ id: "w1" }))
          assert.strictEqual(error._tag, "ResponseTooLarge")
          yield* Effect.promise(() => closed)
          assert.isBelow(sent(), 64 * megabyte)
          assert.isBelow(grown() - before, 256 * megabyte)
        }
      }).pipe(Effect.scoped),
    120_000
  )

  it.live(
    "2 MB that would be 2 GB are given up at the bound",
    () =>
      Effect.gen(function* () {
        const before = grown()
        const { url } = yield* flood(
          Infinity,
          { "content-encoding": "gzip" },
          Array.from({ length: 2048 }, () => megabyteOfBlanks)
        )
        const error = yield* failure(open(door, url, { retry: false }).getWidget({ id: "w1" }))
        assert.strictEqual(error._tag, "ResponseTooLarge")
        assert.isBelow(grown() - before, 256 * megabyte)
      }).pipe(Effect.scoped),
    120_000
  )
})
