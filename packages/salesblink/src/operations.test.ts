import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { failure, outcome, Recorder } from "@salesbridge/core/testing"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { against } from "../test/against.ts"
import { Campaigns, Prospects, request, SalesBlink, Team } from "./index.ts"

const envelope = (data: unknown) => ({ success: true, error: false, data })
const done = { success: true, error: false, message: "Done.", extra: { kept: true } }
const campaign = { campaignID: "c1", name: "Spring outreach", nested: { kept: [1] } }
const prospect = { prospectID: "p1", "First Name": "Jane", Email: "jane.roe@example.com" }
const fields = { "First Name": "Jane", Email: "jane.roe@example.com", "Example Key": "Any Value", Score: 7 }

interface Case {
  readonly call: Effect.Effect<unknown, unknown, SalesBlink>
  readonly sent: readonly [method: string, path: string, query: Record<string, string>, body?: unknown]
  readonly answer: unknown
  /** The decoded value. Default: the response's body. */
  readonly value?: unknown
}

/** One call of each form. The contract compares every call with the specification. */
const cases: Record<string, Case> = {
  searchCampaign: {
    call: Campaigns.search({ term: "Spring & co" }),
    sent: ["GET", "/api/campaign", { term: "Spring & co" }],
    answer: envelope([campaign])
  },
  getCampaign: {
    call: Campaigns.get({ campaignID: "c/1" }),
    sent: ["GET", "/api/campaign/c%2F1", {}],
    answer: envelope(campaign)
  },
  pauseCampaign: {
    call: Campaigns.pause({ campaignID: "c1" }),
    sent: ["POST", "/api/campaign-status", {}, { campaignID: "c1", pause: true }],
    answer: done
  },
  unpauseCampaign: {
    call: Campaigns.unpause({ campaignID: "c1" }),
    sent: ["POST", "/api/campaign-status", {}, { campaignID: "c1", pause: false }],
    answer: done
  },
  searchProspect: {
    call: Prospects.search({ term: "jane+roe@example.com" }),
    sent: ["GET", "/api/prospect", { term: "jane+roe@example.com" }],
    answer: envelope(prospect),
    value: envelope([prospect])
  },
  addProspect: {
    call: Prospects.add({ campaignID: "c1", data: fields }),
    sent: ["POST", "/api/prospect-add", {}, { campaignID: "c1", data: fields }],
    answer: done
  }
}

describe.each(Object.entries(cases))("%s", (_, { answer, call, sent, value = answer }) => {
  it.live("is sent as documented, and its response is decoded without losing a field", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ body: answer }, call)
      assert.deepStrictEqual(outcome(exit), value)
      assert.strictEqual(received.length, 1)
      const { body, headers, method, path, query } = received[0]!
      assert.deepStrictEqual([method, path, query, body], [sent[0], sent[1], sent[2], sent[3]])
      assert.strictEqual(headers.authorization, "secret-key")
    })
  )
})

// Any call will do: all of them share the classes of their errors.
describe("a failure", () => {
  const { errors, id: operation } = Campaigns.list
  it.live.each(errors.filter(({ status }) => status !== 200).map(({ status, tag }) => [status, tag] as const))(
    "at %d is %s",
    ([status, tag]) =>
      Effect.gen(function* () {
        for (const body of [{ success: false, message: "Because." }, "", "<html>", `{"success":`, []]) {
          const { exit } = yield* against({ status, body }, Campaigns.list(), { retry: false })
          const error = failure(exit)
          assert.deepInclude({ ...error }, { _tag: tag, vendor: "salesblink", operation, status })
          assert.strictEqual(error["reason"], typeof body === "object" && "message" in body ? "Because." : undefined)
          assert.notInclude(String(error), "secret-key")
        }
      })
  )

  it.live.each([
    [{ success: false, message: "No such thing." }, "No such thing."],
    [{ success: true, error: true, message: "No such thing." }, "No such thing."],
    [{ success: false, error: "No such thing.", data: [] }, "No such thing."],
    [{ error: "No such thing." }, "No such thing."],
    [{ success: false }, undefined],
    [{ success: false, message: { text: "No such thing." } }, undefined],
    [{ success: "false", message: "No such thing." }, "No such thing."],
    [{ success: 0, message: "No such thing." }, "No such thing."],
    [{ status: "error", message: "No such thing." }, "No such thing."],
    [{ status: "failed", error: "No such thing." }, "No such thing."],
    [{ success: false, error: { message: "No such thing." } }, "No such thing."],
    [{ error: { message: "No such thing." } }, "No such thing."],
    [{ success: false, message: "", error: { code: 7, message: "No such thing." } }, "No such thing."],
    [{ success: false, message: ["No"], error: "No such thing." }, "No such thing."],
    [{ success: false, message: 7, error: { message: { text: "No" } } }, undefined]
  ])("is a 200 with %j", ([body, reason]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ body }, Campaigns.list())
      const error = failure(exit)
      assert.deepInclude({ ...error }, { _tag: "RequestFailed", category: "Unexpected", status: 200 })
      assert.strictEqual(error["reason"], reason)
      assert.strictEqual(received.length, 1)
    })
  )
})

describe("an unusual envelope", () => {
  it.live.each([
    [{ success: true, message: { text: "Done." } }],
    [{ success: true, message: ["Done."] }],
    [{ success: true, message: 7 }],
    [{ success: true, error: {} }],
    [{ success: true, error: { message: "" } }],
    [{ success: true, error: { code: 0, message: "no error" } }],
    [{ success: true, error: [] }],
    [{ success: true, error: 0 }],
    [{ success: true, error: "" }],
    [{ success: true, status: "ok" }],
    // With a success, `status` may be that of the resource.
    [{ success: true, status: "failed" }],
    [{ success: "true", error: "false" }],
    [{ success: 1, error: null, message: null }],
    [{ success: null, error: {} }]
  ])("still succeeds without losing a field: %j", ([body]) =>
    Effect.gen(function* () {
      for (const data of [{}, { data: [{ campaignID: "c1" }] }]) {
        const { exit } = yield* against({ body: { ...body, ...data } }, Campaigns.list())
        assert.deepStrictEqual(outcome(exit), { ...body, ...data } as never)
      }
    })
  )
})

describe("data", () => {
  it.live.each([
    ["one object", { campaignID: "c1" }, [{ campaignID: "c1" }]],
    ["an empty list", [], []],
    ["null", null, null]
  ])("of a list may be %s", ([, data, value]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: envelope(data) }, Campaigns.list())
      assert.deepStrictEqual(exit._tag === "Success" ? exit.success.data : undefined, value as never)
    })
  )

  it.live("of another type fails, and the error contains the path", () =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: envelope("nothing") }, Campaigns.list())
      const error = failure(exit)
      assert.strictEqual(error["_tag"], "UnexpectedResponse")
      assert.strictEqual(error["path"], "data")
    })
  )
})

describe("input", () => {
  it.live.each([
    ["term", Campaigns.search({ term: "" })],
    ["campaignID", Campaigns.get({ campaignID: "" })],
    ["campaignID", Campaigns.pause({ campaignID: "" })],
    ["campaignID", Campaigns.unpause({ campaignID: "" })],
    ["term", Prospects.search({ term: "" })],
    ["campaignID", Prospects.listByCampaign({ campaignID: "" })],
    ["prospectID", Prospects.get({ prospectID: "" })],
    ["campaignID", Prospects.add({ campaignID: "", data: {} })],
    ["prospectID", Prospects.update({ prospectID: "", key: "email", value: "" })],
    ["key", Prospects.update({ prospectID: "p1", key: "", value: "" })],
    ["prospectID", Prospects.unsubscribe({ prospectID: "" })]
  ] as const)("names an empty %s before anything is sent", ([field, call]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({}, call as Effect.Effect<unknown, unknown, SalesBlink>)
      assert.strictEqual(failure(exit)["_tag"], "InvalidInput")
      assert.include(String(failure(exit)["message"]), `${field}: `)
      assert.strictEqual(received.length, 0)
    })
  )
})

describe("the layer", () => {
  it.live("returns the wait that a 429 requests, and retries even an unsafe call after it", () =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status: 429, headers: { "retry-after": "60" } }, Team.list(), { retry: false })
      assert.strictEqual(Duration.toSeconds(failure(exit)["retryAfter"] as Duration.Duration), 60)
      const { received } = yield* against(
        (_, index) => (index === 0 ? { status: 429, headers: { "retry-after": "0" } } : { body: done }),
        Prospects.add({ campaignID: "c1", data: fields })
      )
      assert.strictEqual(received.length, 2)
    })
  )

  it.live("does not retry an add after a 500, but an unsubscribe after a 503", () =>
    Effect.gen(function* () {
      const { received: adds } = yield* against({ status: 500 }, Prospects.add({ campaignID: "c1", data: fields }))
      assert.strictEqual(adds.length, 1)
      const { exit, received } = yield* against(
        (_, index) => (index === 0 ? { status: 503 } : { body: done }),
        Prospects.unsubscribe({ prospectID: "p1" })
      )
      assert.strictEqual(exit._tag, "Success")
      assert.strictEqual(received.length, 2)
    })
  )

  it.live("overrides an address per layer and per call", () =>
    Effect.gen(function* () {
      const search = (options?: Parameters<typeof Prospects.search>[1]) =>
        Prospects.search({ term: "jane.roe@example.com" }, options)
      const { received } = yield* against(
        { body: envelope([]) },
        Effect.andThen(search(), search({ override: { path: "/api/other" } })),
        { overrides: { searchProspect: { path: "/api/prospect/search" } } }
      )
      assert.deepStrictEqual(
        received.map(({ path }) => path),
        ["/api/prospect/search", "/api/other"]
      )
    })
  )

  it.live("sends any other request with the same key and errors", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        { body: { any: "thing" } },
        request({ method: "POST", path: "/api/tags", query: { page: 2 }, json: { name: "spring" } })
      )
      assert.deepInclude(Result.getOrThrow(exit), { status: 200, value: { any: "thing" } })
      const [{ body, headers, method, path, query }] = received as [Recorder.Received]
      assert.deepStrictEqual(
        { body, authorization: headers.authorization, method, path, query },
        {
          body: { name: "spring" },
          authorization: "secret-key",
          method: "POST",
          path: "/api/tags",
          query: { page: "2" }
        }
      )
      const refused = yield* against({ status: 404, body: {} }, request({ method: "GET", path: "/api/none" }))
      assert.strictEqual(Result.isFailure(refused.exit) ? refused.exit.failure._tag : "none", "NotFound")
    })
  )

  it.live("reads its key from configuration", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(() => ({ body: envelope([]) }))
      const run = (layer: typeof SalesBlink.layerConfig, env: Record<string, string>) =>
        Campaigns.list().pipe(
          Effect.provide(Layer.provide(layer, NodeHttpClient.layerUndici)),
          Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
        )
      const key = { SALESBLINK_API_KEY: "from-env" }
      yield* run(SalesBlink.layerConfig, { ...key, SALESBLINK_BASE_URL: url })
      yield* run(SalesBlink.layerConfigWith({ retry: false, baseUrl: url }), { ...key, SALESBLINK_BASE_URL: "" })
      assert.deepStrictEqual(
        received.map(({ headers }) => headers.authorization),
        ["from-env", "from-env"]
      )
      const missing = yield* Effect.result(run(SalesBlink.layerConfig, {}))
      assert.include(String(missing._tag === "Failure" ? missing.failure : ""), "SALESBLINK_API_KEY")
    }).pipe(Effect.scoped)
  )
})
