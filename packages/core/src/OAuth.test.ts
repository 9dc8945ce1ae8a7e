import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib"
import * as Acme from "../test/Acme.ts"
import * as Recorder from "../test/Recorder.ts"
import { type Credentials, OAuth, TokenStore } from "./index.ts"

const redisUrl = process.env["REDIS_URL"]

/** An authorization server that rotates: each refresh token is good for one use, and a second use ends the chain. */
const authorization = (
  options: { readonly lifetime?: number; readonly faults?: Array<Recorder.Answer | undefined> } = {}
) =>
  Effect.gen(function* () {
    let count = 0
    let valid = "refresh-0"
    const grants: Array<Record<string, string>> = []
    const { url } = yield* Recorder.start(({ body }) => {
      const fields = Object.fromEntries(new URLSearchParams(String(body)))
      grants.push(fields)
      const fault = options.faults?.shift()
      if (fault !== undefined) return fault
      if (fields["grant_type"] === "refresh_token" && fields["refresh_token"] !== valid) {
        return {
          status: 400,
          body: { error: "invalid_grant", error_description: `${fields["refresh_token"]} is revoked` }
        }
      }
      count++
      valid = `refresh-${count}`
      return {
        body: {
          access_token: `access-${count}`,
          token_type: "Bearer",
          expires_in: options.lifetime ?? 7200,
          refresh_token: valid
        }
      }
    })
    return { url, grants, accessToken: () => `access-${count}` }
  })

const tokens = (expiresIn: number): TokenStore.Tokens => ({
  accessToken: Redacted.make("access-0"),
  refreshToken: Redacted.make("refresh-0"),
  expiresAt: Date.now() + expiresIn * 1000
})

const oauth = (
  url: string,
  store: TokenStore.TokenStore,
  options: Partial<OAuth.Options> = {},
  transport: Layer.Layer<HttpClient.HttpClient> = NodeHttpClient.layerUndici
) =>
  Effect.flatMap(Layer.build(transport), (context) =>
    OAuth.make({
      authorizeUrl: "https://accounts.example.com/oauth/authorize",
      tokenUrl: `${url}/oauth/token`,
      clientId: "client",
      clientSecret: Redacted.make("client-secret"),
      store,
      ...options
    }).pipe(Effect.provide(context))
  )

const value = (source: Credentials.Source) => Effect.map(source.get, Redacted.value)

describe("OAuth", () => {
  it.live("uses the stored token until shortly before it expires, and then refreshes it", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      assert.strictEqual(yield* value(yield* oauth(url, TokenStore.memory(tokens(3600)))), "access-0")
      assert.lengthOf(grants, 0)
      const store = TokenStore.memory(tokens(30))
      assert.strictEqual(yield* value(yield* oauth(url, store)), "access-1")
      assert.deepStrictEqual(grants, [
        {
          grant_type: "refresh_token",
          refresh_token: "refresh-0",
          client_id: "client",
          client_secret: "client-secret"
        }
      ])
      const kept = yield* store.load
      assert.strictEqual(Redacted.value(kept!.refreshToken!), "refresh-1")
      assert.isAbove(kept!.expiresAt!, Date.now() + 7100_000)
    })
  )

  it.live("refreshes once for concurrent calls", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const source = yield* oauth(url, TokenStore.memory(tokens(-5)))
      const values = yield* Effect.all(
        Array.from({ length: 50 }, () => value(source)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(new Set(values), new Set(["access-1"]))
      assert.lengthOf(grants, 1)
    })
  )

  it.live("renews a refused token once for all calls that were refused", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const source = yield* oauth(url, TokenStore.memory(tokens(3600)))
      const refused = yield* source.get
      const renewed = yield* Effect.all(
        Array.from({ length: 20 }, () => Effect.map(source.renew(refused), Redacted.value)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(new Set(renewed), new Set(["access-1"]))
      // One that was refused the old token comes late.
      assert.strictEqual(Redacted.value(yield* source.renew(refused)), "access-1")
      assert.lengthOf(grants, 1)
    })
  )

  it.live("stores the new pair before any call uses it", () =>
    Effect.gen(function* () {
      const { url } = yield* authorization()
      const inner = TokenStore.memory(tokens(-5))
      const order: Array<string> = []
      const source = yield* oauth(url, {
        ...inner,
        save: (_) =>
          Effect.andThen(
            Effect.sleep("50 millis"),
            Effect.andThen(
              inner.save(_),
              Effect.sync(() => order.push("stored"))
            )
          )
      })
      yield* Effect.tap(source.get, () => Effect.sync(() => order.push("used")))
      assert.deepStrictEqual(order, ["stored", "used"])
    })
  )

  it.live("does not use a pair that could not be stored", () =>
    Effect.gen(function* () {
      const { url } = yield* authorization()
      const source = yield* oauth(url, {
        ...TokenStore.memory(tokens(-5)),
        save: () => Effect.fail(new TokenStore.TokenStoreError({ message: "the disk is full" }))
      })
      assert.strictEqual((yield* Effect.flip(source.get)).message, "the disk is full")
    })
  )

  it.live("continues with a pair that was stored only at a later attempt", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const inner = TokenStore.memory(tokens(-5))
      let down = 2
      const source = yield* oauth(url, {
        ...inner,
        save: (_) =>
          down-- > 0 ? Effect.fail(new TokenStore.TokenStoreError({ message: "the disk is full" })) : inner.save(_)
      })
      for (const _ of [1, 2]) {
        assert.strictEqual((yield* Effect.flip(source.get)).message, "the disk is full")
      }
      assert.strictEqual(yield* value(source), "access-1")
      assert.strictEqual(Redacted.value((yield* inner.load)!.refreshToken!), "refresh-1")
      assert.lengthOf(grants, 1)
    })
  )

  it.live("discards a pair that could not be stored if another process has stored a newer one", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const inner = TokenStore.memory(tokens(-5))
      let down = true
      const source = yield* oauth(url, {
        ...inner,
        save: (_) => (down ? Effect.fail(new TokenStore.TokenStoreError({ message: "down" })) : inner.save(_))
      })
      yield* Effect.flip(source.get)
      down = false
      yield* inner.save({ ...tokens(3600), accessToken: Redacted.make("other"), refreshToken: Redacted.make("newer") })
      assert.strictEqual(yield* value(source), "other")
      assert.strictEqual(Redacted.value((yield* inner.load)!.refreshToken!), "newer")
      assert.lengthOf(grants, 1)
    })
  )

  it.live(
    "keeps the refresh token if the response has none, and uses a token without a lifetime until it is refused",
    () =>
      Effect.gen(function* () {
        for (const refresh_token of [undefined, null, "", 7]) {
          const body = { access_token: "access-1", refresh_token, expires_in: null }
          const { grants, url } = yield* authorization({ faults: [{ body }] })
          const store = TokenStore.memory(tokens(-5))
          const source = yield* oauth(url, store)
          assert.strictEqual(yield* value(source), "access-1")
          assert.strictEqual(yield* value(source), "access-1")
          assert.strictEqual(Redacted.value((yield* store.load)!.refreshToken!), "refresh-0")
          assert.lengthOf(grants, 1)
        }
      })
  )

  it.live("finishes and stores a refresh whose caller was interrupted", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const store = TokenStore.memory(tokens(-5))
      const source = yield* oauth(url, store)
      const fiber = yield* Effect.forkChild(source.get, { startImmediately: true })
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(yield* value(source), "access-1")
      assert.strictEqual(Redacted.value((yield* store.load)!.refreshToken!), "refresh-1")
      assert.lengthOf(grants, 1)
    })
  )

  it.live("retries after 429, 503 and a missing response", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization({ faults: [{ status: 429 }, { status: 503, body: "<html>" }] })
      assert.strictEqual(yield* value(yield* oauth(url, TokenStore.memory(tokens(-5)))), "access-1")
      assert.lengthOf(grants, 3)
    })
  )

  it.live("reports why there is no token, without secrets", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization({
        faults: [
          { status: 400, body: { error: "invalid_grant", error_description: "refresh-0 of client-secret is revoked" } }
        ]
      })
      const error = yield* Effect.flip((yield* oauth(url, TokenStore.memory(tokens(-5)))).get)
      assert.strictEqual(
        error.message,
        "the authorization server answered 400: invalid_grant, <redacted> of <redacted> is revoked"
      )
      assert.lengthOf(grants, 1)
      const none = yield* Effect.flip((yield* oauth(url, TokenStore.memory())).get)
      assert.include(none.message, "there are no tokens yet")
      const { refreshToken: _, ...rest } = tokens(-5)
      const final = yield* Effect.flip((yield* oauth(url, TokenStore.memory({ ...rest, refreshToken: undefined }))).get)
      assert.include(final.message, "there is no refresh token")
    })
  )

  it.live.each(["http://admin:hunter2@127.0.0.1:1", "127.0.0.1", "http://127.0.0.1#"])(
    "refuses the address %s, without its password",
    (url) =>
      Effect.gen(function* () {
        const transport = HttpClient.make(() => Effect.die(new Error("the transport was asked")))
        const error = yield* Effect.flip(
          (yield* oauth(url, TokenStore.memory(tokens(-5)), {}, Layer.succeed(HttpClient.HttpClient, transport))).get
        )
        assert.match(error.message, /^`tokenUrl`: Expected an HTTP address/)
        assert.notInclude(`${JSON.stringify(error)}${String(error)}`, "hunter2")
      })
  )

  it.live("uses the old token within the margin if the server is down", () =>
    Effect.gen(function* () {
      const source = yield* oauth("http://127.0.0.1:9", TokenStore.memory(tokens(30)))
      assert.strictEqual(yield* value(source), "access-0")
    })
  )

  it.live("exchanges a code for the first tokens", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const store = TokenStore.memory()
      const source = yield* oauth(url, store)
      assert.strictEqual(
        source.authorizationUrl({ redirectUri: "https://app.example.com/back", state: "s 1" }),
        "https://accounts.example.com/oauth/authorize?client_id=client&redirect_uri=https%3A%2F%2Fapp.example.com%2Fback&response_type=code&state=s+1"
      )
      yield* source.exchangeCode({ code: "the-code", redirectUri: "https://app.example.com/back" })
      const grant = {
        grant_type: "authorization_code",
        code: "the-code",
        redirect_uri: "https://app.example.com/back",
        client_id: "client",
        client_secret: "client-secret"
      }
      assert.deepStrictEqual(grants[0], grant)
      yield* source.exchangeCode({
        code: Redacted.make("the-code"),
        redirectUri: "https://app.example.com/back",
        context: "accounts/42 a&b",
        scope: "people:read"
      })
      assert.deepStrictEqual(grants[1], { ...grant, context: "accounts/42 a&b", scope: "people:read" })
      assert.strictEqual(yield* value(source), "access-2")
      assert.strictEqual(Redacted.value((yield* store.load)!.refreshToken!), "refresh-2")
    })
  )

  it.live("a call succeeds if the token has expired or was revoked since the last one", () =>
    Effect.gen(function* () {
      const { accessToken, grants, url } = yield* authorization()
      const source = yield* oauth(url, TokenStore.memory(tokens(3600)), { account: "team-1" })
      let accepts = (token: string) => token === accessToken() && token !== "access-0"
      const vendor = yield* Recorder.start(({ headers }) => {
        const [scheme, token = ""] = (headers.authorization ?? "").split(" ")
        return scheme === "Bearer" && accepts(token)
          ? { status: 201, body: Acme.widget }
          : { status: 401, body: { message: `${token} has ended` } }
      })
      const made = Effect.provide(
        Acme.createWidget({ name: "n" }),
        Acme.sourced(vendor.url, source).pipe(Layer.provide(NodeHttpClient.layerUndici))
      )
      yield* made
      assert.lengthOf(grants, 1)
      assert.lengthOf(vendor.received, 2)
      // Where the vendor refuses the new token, too, there is no third attempt.
      accepts = () => false
      const error = yield* Effect.flip(made)
      assert.strictEqual(error._tag, "InvalidToken")
      assert.lengthOf(grants, 2)
      assert.lengthOf(vendor.received, 4)
      assert.notInclude(JSON.stringify(error), "access-")
    })
  )
})

describe("the response of an authorization server", () => {
  const body = JSON.stringify({ access_token: "access-1", refresh_token: "refresh-1", expires_in: 7200 })
  const compressed = { gzip: gzipSync(body), deflate: deflateSync(body), br: brotliCompressSync(body) }

  it.live.each([NodeHttpClient.layerUndici, NodeHttpClient.layerNodeHttp, FetchHttpClient.layer])(
    "is decompressed where it comes so unasked, on every transport",
    (transport) =>
      Effect.gen(function* () {
        for (const [encoding, bytes] of Object.entries(compressed)) {
          const { url } = yield* served(200, { "content-encoding": encoding }, bytes)
          const store = TokenStore.memory(tokens(-5))
          assert.strictEqual(yield* value(yield* oauth(url, store, {}, transport)), "access-1")
          assert.strictEqual(Redacted.value((yield* store.load)!.refreshToken!), "refresh-1")
        }
      })
  )

  it.live.each([
    ["not JSON", {}, Buffer.from("<html>access-1"), "the body is not JSON"],
    ["empty", {}, Buffer.alloc(0), "the body is empty"],
    ["without a token", {}, Buffer.from(`{"token":"access-1"}`), "the body has no access_token"],
    [
      "damaged",
      { "content-encoding": "gzip" },
      compressed.gzip.subarray(0, 30),
      "the body is compressed as gzip, which cannot be decompressed"
    ],
    ["too large", {}, Buffer.alloc(3_000_000, " "), "the body is larger than 1048576 bytes"],
    [
      "a bomb",
      { "content-encoding": "br" },
      brotliCompressSync(Buffer.alloc(50_000_000)),
      "the body is larger than 1048576 bytes once decompressed"
    ]
  ] as const)(
    "that is %s is kept for its owner alone, and says that a person is needed",
    ([, headers, bytes, reason]) =>
      Effect.gen(function* () {
        const path = yield* temporary
        const { count, url } = yield* served(200, headers, bytes)
        const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
        yield* store.save(tokens(-5))
        const { message } = yield* Effect.flip((yield* oauth(url, store)).get)
        const name = readdirSync(join(path, "..")).find((name) => name.includes("unreadable"))!
        const kept = join(path, "..", name)
        const problem = `the authorization server answered 200, but its tokens cannot be read: ${reason}`
        assert.strictEqual(
          message,
          `${problem}. A person has to authorize the application again. The response is kept in ${kept}`
        )
        assert.strictEqual(statSync(kept).mode & 0o777, 0o600)
        assert.isTrue(
          bytes.subarray(0, 1_000_000).equals(readFileSync(kept).subarray(0, Math.min(bytes.length, 1_000_000)))
        )
        assert.strictEqual(count(), 1)
      })
  )

  it.live("shows no part of a secret that it repeats, wherever its description is cut", () =>
    Effect.gen(function* () {
      for (let before = 240; before <= 300; before += 4) {
        for (const secret of ["refresh-token-of-the-account", "secret-of-the-client"]) {
          const description = `${"x".repeat(before)} ${secret}`
          const { url } = yield* served(400, {}, Buffer.from(JSON.stringify({ error_description: description })))
          const store = TokenStore.memory({
            ...tokens(-5),
            refreshToken: Redacted.make("refresh-token-of-the-account")
          })
          const source = yield* oauth(url, store, { clientSecret: Redacted.make("secret-of-the-client") })
          assert.notMatch((yield* Effect.flip(source.get)).message, /x [rs]/)
        }
      }
    })
  )

  it.live.each([NodeHttpClient.layerUndici, NodeHttpClient.layerNodeHttp, FetchHttpClient.layer])(
    "that is a redirect carries the secret nowhere, on every transport",
    (transport) =>
      Effect.gen(function* () {
        const elsewhere = yield* served(200, {}, Buffer.from(body))
        for (const status of [301, 302, 303, 307, 308]) {
          const { url } = yield* served(status, { location: `${elsewhere.url}/oauth/token` }, Buffer.alloc(0))
          const error = yield* Effect.flip((yield* oauth(url, TokenStore.memory(tokens(-5)), {}, transport)).get)
          assert.strictEqual(error.message, `the authorization server answered ${status} without tokens`)
        }
        assert.strictEqual(elsewhere.count(), 0)
      })
  )
})

/** A server with one answer for everybody. */
const served = (status: number, headers: Record<string, string>, body: Uint8Array) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      let count = 0
      const server = createServer((_, response) => {
        count++
        response.writeHead(status, headers).end(body)
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count }
    }),
    ({ server }) => Effect.sync(() => void server.close().closeAllConnections())
  )

const stores: Record<
  string,
  Effect.Effect<readonly [TokenStore.TokenStore, TokenStore.TokenStore], never, Scope.Scope>
> = {
  "a file": Effect.gen(function* () {
    const path = yield* temporary
    const store = TokenStore.file(path).pipe(Effect.provide(NodeFileSystem.layer))
    return [yield* store, yield* store] as const
  }),
  Redis: Effect.gen(function* () {
    const layer = yield* Layer.build(NodeRedis.layer({ url: redisUrl! }))
    const store = TokenStore.redis({ key: `test:${crypto.randomUUID()}` }).pipe(Effect.provide(layer))
    return [yield* store, yield* store] as const
  }).pipe(Effect.orDie)
}

const temporary = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "tokens-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
  ),
  (folder) => join(folder, "tokens.json")
)

const tokensIn = (name: string) => {
  it.live("are read as they were written", () =>
    Effect.gen(function* () {
      const [one, other] = yield* stores[name]!
      assert.isUndefined(yield* one.load)
      const saved = tokens(100)
      yield* one.save(saved)
      const found = (yield* other.load)!
      assert.strictEqual(Redacted.value(found.accessToken), "access-0")
      assert.strictEqual(Redacted.value(found.refreshToken!), "refresh-0")
      assert.strictEqual(found.expiresAt, saved.expiresAt)
      yield* one.save({ accessToken: Redacted.make("alone"), refreshToken: undefined, expiresAt: undefined })
      assert.deepStrictEqual(
        { ...(yield* other.load)!, accessToken: 0 },
        {
          accessToken: 0,
          refreshToken: undefined,
          expiresAt: undefined
        }
      )
    })
  )

  it.live("are refreshed by one of several clients, and the others read them", () =>
    Effect.gen(function* () {
      const { grants, url } = yield* authorization()
      const [one, other] = yield* stores[name]!
      yield* one.save(tokens(-5))
      const sources = yield* Effect.all([oauth(url, one), oauth(url, other), oauth(url, one), oauth(url, other)])
      const values = yield* Effect.all(sources.map(value), { concurrency: "unbounded" })
      assert.deepStrictEqual(new Set(values), new Set(["access-1"]))
      assert.lengthOf(grants, 1)
    })
  )

  it.live("are locked by one client at a time, only while it works", () =>
    Effect.gen(function* () {
      const [one, other] = yield* stores[name]!
      let inside = 0
      let most = 0
      const work = Effect.gen(function* () {
        most = Math.max(most, ++inside)
        yield* Effect.sleep("20 millis")
        inside--
      })
      yield* Effect.all([one.exclusive(work), other.exclusive(work), one.exclusive(work), other.exclusive(work)], {
        concurrency: "unbounded"
      })
      assert.strictEqual(most, 1)
      yield* Effect.exit(one.exclusive(Effect.die("crash")))
      yield* other.exclusive(Effect.void)
    })
  )
}

describe("tokens in a file", () => {
  tokensIn("a file")
})
describe.runIf(redisUrl !== undefined)(
  "tokens in Redis (without REDIS_URL, the address of a Redis server, this is skipped)",
  () => {
    tokensIn("Redis")
  }
)

describe("a token file", () => {
  it.live("is readable only by its owner, and no other file remains", () =>
    Effect.gen(function* () {
      const path = yield* temporary
      const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      yield* store.exclusive(store.save(tokens(100)))
      assert.strictEqual(statSync(path).mode & 0o777, 0o600)
      assert.deepStrictEqual(readdirSync(join(path, "..")), ["tokens.json"])
      assert.include(readFileSync(path, "utf8"), "refresh-0")
    })
  )

  it.live("is reported if it is damaged, without its content", () =>
    Effect.gen(function* () {
      const path = yield* temporary
      const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      writeFileSync(path, `{"accessToken":"marker`)
      const error = yield* Effect.flip(store.load)
      assert.strictEqual(error.message, `the token file ${path} contains no tokens`)
      assert.notInclude(JSON.stringify(error) + String(error), "marker")
    })
  )

  it.live("stays locked by the client that took over an expired lock", () =>
    Effect.gen(function* () {
      const path = yield* temporary
      const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      const other = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      const [taken, done] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const second = Effect.andThen(Deferred.succeed(taken, undefined), Deferred.await(done))
      const fiber = yield* store.exclusive(
        Effect.gen(function* () {
          // As one does who finds that its owner is gone.
          rmSync(join(`${path}.lock`, readdirSync(`${path}.lock`)[0]!))
          const fiber = yield* Effect.forkDetach(other.exclusive(second))
          yield* Deferred.await(taken)
          return fiber
        })
      )
      assert.lengthOf(readdirSync(`${path}.lock`), 1)
      yield* Deferred.succeed(done, undefined)
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(readdirSync(join(path, "..")), [])
    })
  )

  it.live("is unlocked if the work, or the wait for the lock, is interrupted", () =>
    Effect.gen(function* () {
      const path = yield* temporary
      const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      const other = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      for (let turns = 0; turns < 40; turns++) {
        const one = yield* Effect.forkDetach(store.exclusive(Effect.never))
        const two = yield* Effect.forkDetach(other.exclusive(Effect.never))
        for (let turn = 0; turn < turns; turn++) yield* Effect.yieldNow
        if (turns % 10 === 9) yield* Effect.sleep("5 millis")
        yield* Effect.all([Fiber.interrupt(two), Fiber.interrupt(one)])
        assert.deepStrictEqual(readdirSync(join(path, "..")), [])
      }
    })
  )

  it.live("can be locked after a process died while it had the lock", () =>
    Effect.gen(function* () {
      const path = yield* temporary
      const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      writeFileSync(`${path}.lock`, "")
      utimesSync(`${path}.lock`, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000))
      assert.strictEqual(yield* store.exclusive(Effect.succeed("done")), "done")
    })
  )

  it.live("behind a symbolic link is replaced in place, and has the same lock as the link", () =>
    Effect.gen(function* () {
      const path = yield* temporary
      const link = join(path, "..", "link.json")
      symlinkSync("tokens.json", link)
      const [store, direct] = yield* Effect.all([TokenStore.file(link), TokenStore.file(path)]).pipe(
        Effect.provide(NodeFileSystem.layer)
      )
      yield* store.exclusive(
        Effect.gen(function* () {
          yield* store.save(tokens(100))
          assert.deepStrictEqual(readdirSync(join(path, "..")).toSorted(), [
            "link.json",
            "tokens.json",
            "tokens.json.lock"
          ])
        })
      )
      assert.strictEqual(readlinkSync(link), "tokens.json")
      assert.strictEqual(Redacted.value((yield* direct.load)!.accessToken), "access-0")
    })
  )

  it.live("in a missing folder is reported", () =>
    Effect.gen(function* () {
      const path = join(yield* temporary, "none", "tokens.json")
      const store = yield* Effect.provide(TokenStore.file(path), NodeFileSystem.layer)
      for (const act of [store.save(tokens(100)), store.exclusive(Effect.void)]) {
        assert.include((yield* Effect.flip(act)).message, path)
      }
    })
  )
})
