import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as http from "node:http"
import * as https from "node:https"
import * as ProxyBypass from "./ProxyBypass.ts"

const proxies = { HTTPS_PROXY: "http://proxy.example:3128", http_proxy: "http://proxy.example:3128" }
const asked = { NODE_USE_ENV_PROXY: "1", ...proxies }

/** As applications do, to see or change what is sent. */
const wrapped = (transport: Layer.Layer<HttpClient.HttpClient>) =>
  Layer.provide(
    Layer.effect(
      HttpClient.HttpClient,
      Effect.map(HttpClient.HttpClient, (client) =>
        HttpClient.tap(
          HttpClient.mapRequest(client, (_) => _),
          () => Effect.void
        )
      )
    ),
    transport
  )

const problem = (transport: Layer.Layer<HttpClient.HttpClient>, origin: string, env: Record<string, string>) =>
  Effect.flatMap(HttpClient.HttpClient, (client) => ProxyBypass.problem(client, [origin], env)).pipe(
    Effect.provide(transport)
  )

const dispatching = (dispatcher: Undici.Dispatcher) =>
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher, Layer.succeed(NodeHttpClient.Dispatcher, dispatcher))
const withAgents = (options: http.AgentOptions) =>
  Layer.provide(
    NodeHttpClient.layerNodeHttpNoAgent,
    Layer.succeed(NodeHttpClient.HttpAgent, { http: new http.Agent(options), https: new https.Agent(options) })
  )

describe("if the environment names a proxy", () => {
  it.effect.each([
    ["undici with a dispatcher of its own", NodeHttpClient.layerUndici],
    ["node:http with agents of its own", NodeHttpClient.layerNodeHttp],
    ["either behind a client that changes requests", wrapped(NodeHttpClient.layerUndici)]
  ] as const)("%s is refused", ([, transport]) =>
    Effect.gen(function* () {
      const said = yield* problem(transport, "https://api.acme.example", asked)
      assert.match(said ?? "", /^HTTPS_PROXY names a proxy for https:\/\/api\.acme\.example, .*NO_PROXY$/)
      assert.match((yield* problem(transport, "http://api.acme.example", asked)) ?? "", /^http_proxy names/)
      const lowerCase = { ...asked, no_proxy: "localhost" }
      assert.match(
        (yield* problem(transport, "https://api.acme.example", lowerCase)) ?? "",
        /or name the host in no_proxy$/
      )
    })
  )

  it.effect.each([
    ["fetch", FetchHttpClient.layer],
    ["undici with a dispatcher that asks the environment", dispatching(new Undici.EnvHttpProxyAgent())],
    ["undici with a proxy of the application's", dispatching(new Undici.ProxyAgent("http://proxy.example:3128"))],
    ["node:http with agents that ask the environment", withAgents({ proxyEnv: { ...asked } })],
    [
      "a transport that nobody knows",
      Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make(() => Effect.never)
      )
    ]
  ] as const)("%s is accepted", ([, transport]) =>
    Effect.map(problem(transport, "https://api.acme.example", asked), (said) => assert.isUndefined(said))
  )
})

describe("no proxy applies", () => {
  it.effect.each([
    ["without NODE_USE_ENV_PROXY", "https://api.acme.example", proxies],
    [
      "without a variable of the scheme",
      "http://api.acme.example",
      { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: "http://p" }
    ],
    ["in NO_PROXY: *", "https://api.acme.example", { ...asked, NO_PROXY: "*" }],
    ["in NO_PROXY: the host", "https://api.acme.example", { ...asked, NO_PROXY: "localhost, API.acme.example" }],
    ["in NO_PROXY: a domain", "https://api.acme.example", { ...asked, no_proxy: ".acme.example" }],
    ["in NO_PROXY: a pattern", "https://api.acme.example", { ...asked, NO_PROXY: "*.acme.example" }],
    ["in NO_PROXY: the host's port", "http://127.0.0.1:4010", { ...asked, NO_PROXY: "127.0.0.1:4010" }],
    ["for what is no URL", "api.acme.example", asked]
  ] as const)("%s", ([, origin, env]) =>
    Effect.map(problem(NodeHttpClient.layerUndici, origin, env), (said) => assert.isUndefined(said))
  )

  it.effect.each(["acme.example", "127.0.0.1:4011", "other.example", ""])("but not by another entry: %s", (entry) =>
    Effect.gen(function* () {
      for (const origin of ["https://api.acme.example", "http://127.0.0.1:4010"]) {
        assert.isDefined(yield* problem(NodeHttpClient.layerUndici, origin, { ...asked, NO_PROXY: entry }))
      }
    })
  )
})
