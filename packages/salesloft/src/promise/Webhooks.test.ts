import { assert, describe, it } from "@effect/vitest"
import type { IncomingHttpHeaders } from "node:http"
import { Webhooks } from "../promise.ts"

const delivery = { event: "person_created", record: { id: 1 } }

describe("webhooks without Effect", () => {
  it("are signed and verified with tokens in plain text, one or several", async () => {
    const signed = await Webhooks.signDelivery({ ...delivery, callbackToken: "new" })
    assert.isTrue(await Webhooks.verify({ ...signed, callbackToken: "new" }))
    assert.isTrue(await Webhooks.verify({ ...signed, callbackToken: ["old", "new"] }))
    assert.isFalse(await Webhooks.verify({ ...signed, callbackToken: "old" }))
    assert.isFalse(await Webhooks.verify({ ...signed, body: `${signed.body} `, callbackToken: "new" }))
    assert.deepInclude(Webhooks.decode(signed), { _tag: "person_created" })
    assert.throws(() => Webhooks.decode({ headers: {}, body: "{" }), TypeError, "the body is not JSON")
  })

  it("are verified and decoded with the headers of Node and of the web platform", async () => {
    const { body, headers } = await Webhooks.signDelivery({ ...delivery, callbackToken: "t" })
    const ofNode: IncomingHttpHeaders = { ...headers, "set-cookie": ["a=1", "b=2"] }
    const inCapitals = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]))
    for (const given of [ofNode, new Headers(headers), inCapitals]) {
      assert.isTrue(await Webhooks.verify({ headers: given, body, callbackToken: "t" }))
      assert.isFalse(await Webhooks.verify({ headers: given, body, callbackToken: "other" }))
      assert.deepInclude(Webhooks.decode({ headers: given, body }), { _tag: "person_created" })
    }
  })

  it("refuse to be received without a token", () => {
    assert.throws(
      () => Webhooks.receiver({ callbackToken: "", handle: () => {} }),
      TypeError,
      "`callbackToken` is missing"
    )
  })

  it("report what a handler threw, and return 500", async () => {
    const told: Array<unknown> = []
    const { web } = Webhooks.receiver({
      callbackToken: "t",
      handle: () => Promise.reject(new Error("gone")),
      onError: (error, event) => told.push(String(error), event._tag)
    })
    const { body, headers } = await Webhooks.signDelivery({ ...delivery, callbackToken: "t" })
    const answer = await web(new Request("https://app.example.com/hook", { method: "POST", body, headers }))
    assert.strictEqual(answer.status, 500)
    assert.deepStrictEqual(told, ["Error: gone", "person_created"])
  })

  it.each(["throws", "rejects"])("return 500 as well if `onError` %s", async (how) => {
    const { web } = Webhooks.receiver({
      callbackToken: "t",
      handle: () => Promise.reject(new Error("gone")),
      onError: () => {
        const error = new Error("nobody listens")
        if (how === "rejects") return Promise.reject(error)
        throw error
      }
    })
    const { body, headers } = await Webhooks.signDelivery({ ...delivery, callbackToken: "t" })
    const answer = await web(new Request("https://app.example.com/hook", { method: "POST", body, headers }))
    assert.strictEqual(answer.status, 500)
  })
})
