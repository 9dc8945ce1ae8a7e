import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import * as Schedule from "effect/Schedule"
import * as net from "node:net"
import type { AddressInfo } from "node:net"
import * as Acme from "../test/Acme.ts"
import { doors, open } from "../test/doors.ts"
import { freePort, inTurn, start } from "../test/FaultServer.ts"
import { failure } from "../test/run.ts"

const system = (code: string, syscall?: string, message = `${syscall ?? ""} ${code}`) =>
  Object.assign(new Error(message), { code, ...(syscall === undefined ? {} : { errno: -1, syscall }) })
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause })
const several = (code: string, ...errors: ReadonlyArray<Error>) => Object.assign(new AggregateError(errors), { code })

/** Errors in the shapes that Node 20, 22 and 24 and undici 6 to 8 make. */
const nothingWasSent: Readonly<Record<string, unknown>> = {
  "a refused connection": system("ECONNREFUSED", "connect"),
  "a refused connection of fetch": fetchFailed(system("ECONNREFUSED", "connect")),
  "a refused connection of Bun": system("ConnectionRefused"),
  "a connect that timed out": system("ETIMEDOUT", "connect"),
  "a connect that timed out in undici": system("UND_ERR_CONNECT_TIMEOUT"),
  "a connect without route": system("EHOSTUNREACH", "connect"),
  "a connect that was reset": system("ECONNRESET", "connect"),
  "no free file descriptor": system("EMFILE", "connect"),
  "no local address": system("EADDRNOTAVAIL", "bind"),
  "no such host": system("ENOTFOUND", "getaddrinfo"),
  "a resolver that does not answer": system("EAI_AGAIN", "getaddrinfo"),
  "a resolver's query": system("ESERVFAIL", "queryA"),
  "all addresses refused": several(
    "ECONNREFUSED",
    system("ECONNREFUSED", "connect"),
    system("ECONNREFUSED", "connect")
  ),
  "all addresses tried in vain, of fetch": fetchFailed(
    several("ETIMEDOUT", system("ETIMEDOUT", "connect"), system("ENETUNREACH", "connect"))
  ),
  "an expired certificate": system("CERT_HAS_EXPIRED"),
  "a certificate of another host": system("ERR_TLS_CERT_ALTNAME_INVALID"),
  "a self-signed certificate": system("DEPTH_ZERO_SELF_SIGNED_CERT"),
  "a chain without root": system("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
  "a server without TLS": system("ERR_SSL_WRONG_VERSION_NUMBER"),
  "the same of node:http, on Node 20 and 22": system(
    "EPROTO",
    "write",
    "write EPROTO 80CC2321137F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl"
  ),
  "a hang-up during the handshake": system(
    "ECONNRESET",
    undefined,
    "Client network socket disconnected before secure TLS connection was established"
  ),
  "a proxy that refuses the tunnel": system(
    "UND_ERR_ABORTED",
    undefined,
    "Proxy response (407) !== 200 when HTTP Tunneling"
  ),
  "a proxy that refuses the tunnel, of fetch": fetchFailed(
    Object.assign(new DOMException("Request was cancelled."), {
      cause: system("UND_ERR_ABORTED", undefined, "Proxy response (407) !== 200 when HTTP Tunneling")
    })
  ),
  "a proxy that refuses the tunnel, of node:http": system("ERR_PROXY_TUNNEL")
}

const somethingMayHaveBeenSent: Readonly<Record<string, unknown>> = {
  "a reset while reading": system("ECONNRESET", "read"),
  "a host that became unreachable while reading": system("EHOSTUNREACH", "read"),
  "a network that went down while reading": system("ENETUNREACH", "read"),
  "a time-out while reading": system("ETIMEDOUT", "read"),
  "a broken pipe": system("EPIPE", "write"),
  "a protocol error while writing": system("EPROTO", "write"),
  "an unreachable host, the step unknown": system("EHOSTUNREACH"),
  "a hang-up": system("ECONNRESET", undefined, "socket hang up"),
  "a hang-up in undici": fetchFailed(system("UND_ERR_SOCKET", undefined, "other side closed")),
  "headers that do not come": system("UND_ERR_HEADERS_TIMEOUT"),
  "an answer that is no HTTP": system("HPE_INVALID_CONSTANT"),
  "one of several addresses got through": several(
    "ECONNRESET",
    system("ETIMEDOUT", "connect"),
    system("ECONNRESET", "read")
  ),
  "a client's certificate that was refused": system("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"),
  "a browser's silence": new TypeError("Failed to fetch"),
  "nothing at all": undefined
}

const attempts = (cause: unknown) =>
  Effect.gen(function* () {
    let sent = 0
    const client = HttpClient.make((request) => {
      sent++
      return Effect.fail(
        new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, cause }) })
      )
    })
    const retry = Schedule.spaced(0).pipe(Schedule.upTo({ times: 3 }))
    const error = yield* failure(Acme.createWidget({ name: "n" })).pipe(
      Effect.provide(Acme.layer("http://acme.invalid", { retry })),
      Effect.provideService(HttpClient.HttpClient, client)
    )
    return { error, sent }
  })

describe("an unsafe call is retried if certainly nothing was sent:", () => {
  it.live.each(Object.entries(nothingWasSent))("%s", ([, cause]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* attempts(cause)
      assert.deepInclude({ ...error }, { _tag: "NetworkError", phase: "connect" } as object)
      assert.strictEqual(sent, 4)
    })
  )
})

describe("an unsafe call is not retried if it may have been sent:", () => {
  it.live.each(Object.entries(somethingMayHaveBeenSent))("%s", ([, cause]) =>
    Effect.gen(function* () {
      const { error, sent } = yield* attempts(cause)
      assert.deepInclude({ ...error }, { _tag: "NetworkError", phase: "request" } as object)
      assert.strictEqual(sent, 1)
    })
  )
})

it.live.each(["UND_ERR_INVALID_ARG", "ERR_INVALID_CHAR", "ERR_UNESCAPED_CHARACTERS"])(
  "what a transport refuses to send (%s) is InvalidInput, tried once",
  (code) =>
    Effect.gen(function* () {
      const { error, sent } = yield* attempts(system(code))
      assert.strictEqual(error._tag, "InvalidInput")
      assert.strictEqual(sent, 1)
    })
)

/** A server that hangs up as soon as somebody connects. */
const hangingUp = Effect.acquireRelease(
  Effect.callback<net.Server>((resume) => {
    const server = net.createServer((socket) => socket.on("error", () => {}).destroy())
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  }),
  (server) => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
)

describe.each(doors)("over $name", (door) => {
  const phaseAt = (url: string) =>
    Effect.map(failure(open(door, url, { retry: false }).createWidget({ name: "n" })), (error) => {
      assert.strictEqual(error._tag, "NetworkError")
      return (error as { phase?: string }).phase
    })

  it.live("a closed port was never reached", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* phaseAt(`http://127.0.0.1:${yield* freePort}`), "connect")
    })
  )

  it.live("a host with several addresses and closed ports was never reached", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* phaseAt(`http://localhost:${yield* freePort}`), "connect")
    })
  )

  it.live("a host that does not exist was never reached", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* phaseAt("http://nobody.invalid"), "connect")
    })
  )

  it.live("a server without TLS was never reached", () =>
    Effect.gen(function* () {
      const { port } = yield* start(inTurn("hang"))
      assert.strictEqual(yield* phaseAt(`https://127.0.0.1:${port}`), "connect")
    }).pipe(Effect.scoped)
  )

  it.live("a server that disconnects during the handshake was never reached", () =>
    Effect.gen(function* () {
      const { port } = (yield* hangingUp).address() as AddressInfo
      assert.strictEqual(yield* phaseAt(`https://127.0.0.1:${port}`), "connect")
    }).pipe(Effect.scoped)
  )

  it.live("a server that drops the connection may have read the request", () =>
    Effect.gen(function* () {
      const server = yield* start(inTurn("reset"))
      assert.strictEqual(yield* phaseAt(server.url), "request")
      assert.strictEqual(server.received.length, 1)
    }).pipe(Effect.scoped)
  )
})
