import { expect, it } from "@effect/vitest"
import { VendorError } from "@salesbridge/core"
import { definition } from "@salesbridge/salesloft"
import { Effect, Fiber, Layer } from "effect"
import { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import type { Call, VendorAdapter } from "./Destination.ts"
import { integrate } from "./VendorIntegration.ts"
import { hintOf } from "./Verdict.ts"

const lost = new VendorError.QuotaUnavailable({ vendor: "salesloft", operation: "upsertPerson" } as never)

/** Makes a call that finds Redis away so many times. */
const called = Effect.fnUntraced(
  function* (times: number) {
    let left = times
    const call: Call<string> = Effect.suspend(() => (left-- > 0 ? Effect.fail(lost) : Effect.succeed("sent")))
    const integration = integrate<VendorAdapter, never>({
      definition,
      layer: () => Layer.empty as Layer.Layer<never>,
      name: "Salesloft",
      settings: [],
      connect: ({ using }) => ({
        suppression: () => Effect.as(using(call), undefined),
        suppresses: String
      })
    })
    const { suppression } = yield* integration.connect({ url: "", place: "", setting: String, options: {} as never })
    const fiber = yield* Effect.forkChild(Effect.result(suppression({} as never)))
    for (const _ of Array(40)) yield* TestClock.adjust("1 second")
    return yield* Fiber.join(fiber)
  },
  Effect.scoped,
  Effect.provideService(HttpClient.HttpClient, {} as HttpClient.HttpClient)
)

it.effect("waits for the Redis that has the shared quota, which sends nothing, and names its variable", () =>
  Effect.gen(function* () {
    expect((yield* called(10))._tag).toBe("Success")
    expect(yield* called(100)).toMatchObject({ _tag: "Failure", failure: lost })
    expect(hintOf(lost)).toBe("salesloft was left: the Redis that REDIS_URL names does not answer.")
  })
)
