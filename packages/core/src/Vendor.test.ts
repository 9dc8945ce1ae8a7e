/** What a vendor's layer refuses before any call. */
import { FetchHttpClient } from "effect/http"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Vendor from "./Vendor.ts"

const definition: Vendor.Definition = {
  name: "acme",
  operations: ["getWidget", "createWidget"],
  servers: { default: "https://acme.example.com" },
  credentials: {}
}

describe("overrides", () => {
  it.effect("of an unknown operation are refused, and the message lists the operations", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Vendor.make(definition, {}, { overrides: { getWidgit: { method: "POST" } } }))
      assert.isTrue(Exit.isFailure(exit))
      if (Exit.isFailure(exit)) {
        assert.include(
          Cause.pretty(exit.cause),
          "acme has no operation getWidgit to override. It has: getWidget, createWidget"
        )
      }
    }).pipe(Effect.provide(FetchHttpClient.layer))
  )

  it.effect("of a known operation are accepted", () =>
    Vendor.make(definition, {}, { overrides: { getWidget: { method: "POST" } } }).pipe(
      Effect.provide(FetchHttpClient.layer)
    )
  )
})
