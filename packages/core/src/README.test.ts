import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { createHmac } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { runExample } from "../test/runExample.ts"
import { getWidget, sourced, widget } from "../test/Acme.ts"
import { inTurn, json, type Script, start } from "../test/FaultServer.ts"
import { Acme } from "../test/readme/acme.ts"
import { campaigns } from "../test/readme/paging.ts"
import { plan } from "../test/readme/request.ts"
import { searchMembers } from "../test/readme/search.ts"
import { issuedBy } from "../test/readme/tokens.ts"
import { acmeWebhook } from "../test/readme/webhook.ts"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
const folder = new URL("../test/readme/", import.meta.url)

describe("the README", () => {
  it("has the examples that are type-checked here", () => {
    const shown = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, text]) => text!)
    const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"))
    assert.sameMembers(shown, files)
  })

  it.live(
    "has an example that declares operations and calls them",
    () =>
      Effect.gen(function* () {
        const answer: Script = ({ path }) => {
          if (path === "/campaigns/1/start") return json({ startedAt: "2026-11-21T09:30:00Z" })
          if (path === "/campaigns/2/start") return json({ message: "it has no members" }, 422)
          return path === "/campaigns/3/start" ? json({}, 404) : json({}, 401)
        }
        const { received, url } = yield* start(answer)
        const output = yield* runExample(new URL("main.ts", folder), { ACME_API_KEY: "secret", ACME_BASE_URL: url })
        assert.deepStrictEqual(output.trimEnd().split("\n").toSorted(), [
          "1: runs since 2026-11-21T09:30:00.000Z",
          "2: cannot start, it has no members",
          "3: not found",
          "4: Unauthorized, acme startCampaign: 401 The API key is not valid"
        ])
        assert.strictEqual(received[0]?.headers["x-api-key"], "secret")
        assert.strictEqual(received[0]?.body, '{"note":"from the README"}')
      }).pipe(Effect.scoped),
    30_000
  )

  it.live("has an example that reads all pages", () =>
    Effect.gen(function* () {
      const { url } = yield* start(({ query }) => {
        const page = Number(query.get("page") ?? 1)
        return json({ campaigns: [{ id: page, name: `Campaign ${page}` }], nextPage: page < 3 ? page + 1 : null })
      })
      const all = yield* Stream.runCollect(campaigns).pipe(
        Effect.provide(Acme.layer({ apiKey: Redacted.make("secret"), baseUrl: url })),
        Effect.provide(NodeHttpClient.layerUndici)
      )
      assert.deepStrictEqual(
        Array.from(all, ({ name }) => name),
        ["Campaign 1", "Campaign 2", "Campaign 3"]
      )
    }).pipe(Effect.scoped)
  )

  it.live("has an example that sends an object and reads an unrecognized field", () =>
    Effect.gen(function* () {
      const { received, url } = yield* start(
        inTurn(
          json([
            { id: 1, phone: "1" },
            { id: 2, phone: { home: "2" } }
          ])
        )
      )
      const members = yield* searchMembers({ filter: { name: "Jane", tags: ["vip"] } }).pipe(
        Effect.provide(Acme.layer({ apiKey: Redacted.make("secret"), baseUrl: url })),
        Effect.provide(NodeHttpClient.layerUndici)
      )
      assert.strictEqual(received[0]!.query.toString(), "filter%5Bname%5D=Jane&filter%5Btags%5D%5B%5D=vip")
      assert.deepStrictEqual(members, [
        { id: 1, phone: "1" },
        { id: 2, phone: null }
      ])
    }).pipe(Effect.scoped)
  )

  it.live("has an example of a raw request", () =>
    Effect.gen(function* () {
      const { received, url } = yield* start(inTurn(json({ plan: "team" })))
      const answer = yield* plan.pipe(
        Effect.provide(Acme.layer({ apiKey: Redacted.make("secret"), baseUrl: url })),
        Effect.provide(NodeHttpClient.layerUndici)
      )
      assert.deepStrictEqual(answer, { status: 200, value: { plan: "team" } })
      assert.strictEqual(received[0]!.url, "/v2/account?include%5Bplan%5D=true")
      assert.strictEqual(received[0]!.headers["x-api-key"], "secret")
    }).pipe(Effect.scoped)
  )

  it.live("has an example whose token changes", () =>
    Effect.gen(function* () {
      const { received, url } = yield* start(inTurn(json({}, 401), json(widget)))
      let issued = 0
      const source = issuedBy(Effect.sync(() => `token-${++issued}`))
      yield* getWidget({ id: "w1" }).pipe(
        Effect.provide(sourced(url, source)),
        Effect.provide(NodeHttpClient.layerUndici)
      )
      assert.deepStrictEqual(
        received.map(({ headers }) => headers["authorization"]),
        ["Bearer token-1", "Bearer token-2"]
      )
    }).pipe(Effect.scoped)
  )

  it.live("has an example that receives a webhook", () =>
    Effect.gen(function* () {
      const { web } = acmeWebhook("secret")
      const body = JSON.stringify({ type: "started", campaignId: 7 })
      const send = (signature: string) =>
        Effect.promise(() =>
          web(new Request("http://localhost/", { method: "POST", headers: { "x-acme-signature": signature }, body }))
        )
      const signed = yield* send(createHmac("sha256", "secret").update(body).digest("hex"))
      assert.strictEqual(signed.status, 200)
      assert.strictEqual((yield* send("")).status, 401)
    })
  )
})
