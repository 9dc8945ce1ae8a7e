import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, it } from "@effect/vitest"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { OAuth, Salesloft, TokenStore, Users } from "./index.ts"

it.live("calls continue with a refreshed token after one request", () =>
  Effect.gen(function* () {
    const accounts = yield* Recorder.start(() => ({
      body: {
        access_token: "access-1",
        token_type: "bearer",
        expires_in: 7200,
        refresh_token: "refresh-1",
        scope: "public",
        created_at: 1_764_000_000
      }
    }))
    const api = yield* Recorder.start(({ headers }) =>
      headers.authorization === "Bearer access-1"
        ? { body: { data: { id: 1 } } }
        : { status: 401, body: { error: "invalid token" } }
    )
    const store = TokenStore.memory({
      accessToken: Redacted.make("access-0"),
      refreshToken: Redacted.make("refresh-0"),
      // It has been revoked before its time.
      expiresAt: Date.now() + 3_600_000
    })
    const transport = yield* Layer.build(NodeHttpClient.layerUndici)
    const accessToken = yield* OAuth.make({
      clientId: "client",
      clientSecret: Redacted.make("client-secret"),
      store,
      baseUrl: accounts.url
    }).pipe(Effect.provide(transport))
    yield* Effect.all(
      Array.from({ length: 10 }, () => Users.me()),
      { concurrency: "unbounded" }
    ).pipe(Effect.provide(Salesloft.layer({ accessToken, baseUrl: api.url })), Effect.provide(transport))
    assert.deepStrictEqual(
      accounts.received.map(({ body, path }) => [path, body]),
      [
        [
          "/oauth/token",
          "grant_type=refresh_token&refresh_token=refresh-0&client_id=client&client_secret=client-secret"
        ]
      ]
    )
    assert.strictEqual(Redacted.value((yield* store.load)!.refreshToken!), "refresh-1")
  })
)

it.effect("a person authorizes the application at Salesloft's own URL", () =>
  Effect.gen(function* () {
    const tokens = yield* OAuth.make({
      clientId: "client",
      clientSecret: Redacted.make("client-secret"),
      store: TokenStore.memory()
    }).pipe(Effect.provide(NodeHttpClient.layerUndici))
    assert.strictEqual(
      tokens.authorizationUrl({ redirectUri: "https://app.example.com/back", state: "state" }),
      "https://accounts.salesloft.com/oauth/authorize?client_id=client&redirect_uri=https%3A%2F%2Fapp.example.com%2Fback&response_type=code&state=state"
    )
  })
)
