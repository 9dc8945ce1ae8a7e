import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { salesbridge } from "../../test/salesbridge.ts"
import { ExitCode } from "../CommandFailure.ts"
import * as Sample from "../Sample.ts"
import * as Vendors from "../Vendors.ts"
import * as Webhooks from "../Webhooks.ts"

describe("trigger", () => {
  it.effect("posts events that the vendor's package recognises and verifies", () =>
    Effect.gen(function* () {
      const secret = Redacted.make("a-secret")
      let events = 0
      for (const name of Vendors.names()) {
        const vendor = yield* Effect.promise(() => Vendors.load(name))
        const protocol = yield* Effect.option(Webhooks.protocolOf(vendor))
        if (protocol._tag === "None") continue
        const { decode, deliver, events: schemas, verify } = protocol.value
        for (const [event, schema] of Object.entries(schemas)) {
          events++
          const { body, headers } = yield* deliver(event, Sample.of(schema), secret)
          const decoded = Result.getOrThrow(decode(JSON.parse(body), headers)) as { readonly _tag: string }
          assert.notStrictEqual(decoded._tag, "Unknown", `${name} ${event}`)
          if (verify === undefined) continue
          const request = { url: "/", headers, body: new TextEncoder().encode(body) }
          assert.isTrue(yield* verify(request, secret))
          assert.isFalse(yield* verify(request, Redacted.make("another")))
        }
      }
      assert.isAbove(events, 20)
    })
  )

  it.effect("sets fields of the body", () =>
    Effect.gen(function* () {
      const fields = ["--set", "id=7", "--set", "custom_fields.tier=gold", "--set", 'tags=["a"]']
      const { out } = yield* salesbridge(["trigger", "salesloft", "person_created", "--dry-run", ...fields])
      assert.deepInclude(JSON.parse(out).body, { id: 7, custom_fields: { tier: "gold" }, tags: ["a"] })
    })
  )

  it.effect("sets items of lists, keeps the digits of large numbers, and replaces what has no fields", () =>
    Effect.gen(function* () {
      const set = ["id=12345678901234567890", "tags=null", "tags.0=x", "tags.1=y", "tags.0=z", "first_name.a=[1e400]"]
      const fields = set.flatMap((one) => ["--set", one])
      const { out } = yield* salesbridge(["trigger", "salesloft", "person_created", "--dry-run", ...fields])
      assert.deepInclude(JSON.parse(out).body, {
        id: "12345678901234567890",
        tags: ["z", "y"],
        first_name: { a: ["1e400"] }
      })
    })
  )

  it.effect.each([
    { set: ["nonsense"], message: 'is not field=value. Example: "person.id=7"' },
    { set: ["=x"], message: "is not field=value" },
    { set: ["person..id=7"], message: "is not field=value" },
    {
      set: ["tags=[]", "tags.1=x"],
      message: "1 is no item of the list. Items are numbered from 0; the next new one is 0"
    },
    { set: ["tags=[]", "tags.first=x"], message: "first is no item of the list." }
  ])("refuses $set", ({ message, set }) =>
    Effect.gen(function* () {
      const fields = set.flatMap((one) => ["--set", one])
      const { code, err, out } = yield* salesbridge(["trigger", "salesloft", "person_created", "--dry-run", ...fields])
      assert.deepStrictEqual([code, out], [ExitCode.usage, ""])
      assert.include(err, `--set ${set.at(-1)}: ${message}`)
    })
  )

  it.effect("lists the events of a vendor, and suggests one for a mistyped name", () =>
    Effect.gen(function* () {
      assert.include((yield* salesbridge(["trigger", "salesflow"])).out, "REPLY_DETECTED")
      const mistyped = yield* salesbridge(["trigger", "salesloft", "person_creatd", "--dry-run"])
      assert.strictEqual(mistyped.code, ExitCode.usage)
      assert.include(mistyped.err, "Did you mean person_created?")
    })
  )

  it.effect("reports an address without a server", () =>
    Effect.gen(function* () {
      const { code, err } = yield* salesbridge(["trigger", "salesflow", "REPLY_DETECTED", "--to", "http://127.0.0.1:1"])
      assert.strictEqual(code, ExitCode.Network)
      assert.include(err, "Is something listening there?")
    })
  )
})
