import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { isSigned, sign } from "./WebhookSignature.ts"

const secret = Redacted.make("callback token ü")
const body = new TextEncoder().encode(`{"id":1,"name":"Jürgen"}`)

describe.each(["SHA-1", "SHA-256", "SHA-512"] as const)("%s", (hash) => {
  const expected = createHmac(hash.replace("-", ""), Redacted.value(secret)).update(body).digest("hex")

  it.effect("signs like other implementations, and recognizes valid signatures", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* sign(hash, secret, body), expected)
      assert.isTrue(yield* isSigned(hash, secret, body, expected))
      assert.isTrue(yield* isSigned(hash, secret, body, expected.toUpperCase()))
    })
  )

  it.effect("refuses anything else", () =>
    Effect.gen(function* () {
      const other = `${expected.slice(0, -1)}${expected.endsWith("0") ? "1" : "0"}`
      for (const signature of [undefined, "", "x", other, expected.slice(2), `${expected}00`, `sha1=${expected}`]) {
        assert.isFalse(yield* isSigned(hash, secret, body, signature), signature)
      }
      assert.isFalse(yield* isSigned(hash, Redacted.make("another"), body, expected))
      assert.isFalse(yield* isSigned(hash, secret, body.slice(1), expected))
    })
  )
})

it.effect("an empty secret verifies nothing, so that a missing setting accepts no request", () =>
  Effect.gen(function* () {
    assert.isFalse(yield* isSigned("SHA-1", Redacted.make(""), body, "00".repeat(20)))
  })
)
