import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { TestClock } from "effect/testing"
import * as Acme from "../test/Acme.ts"
import { until } from "../test/run.ts"
import type { Wait } from "./CallOptions.ts"

const answering = HttpClient.make((request) =>
  Effect.sync(() => HttpClientResponse.fromWeb(request, new Response(JSON.stringify(Acme.widget))))
)

it.effect("a call that waits for the quota reports the wait when it begins, even if an observer throws", () =>
  Effect.gen(function* () {
    const waits: Array<Wait> = []
    const onWait = (wait: Wait) => {
      waits.push(wait)
      throw new Error("the hook is broken")
    }
    const layer = Acme.layer("http://acme.invalid", { quota: { limits: [{ limit: 2, window: "10 seconds" }] }, onWait })
    const calls = Effect.forEach([1, 2], () => Acme.getWidget({ id: "w1" }))
    const fiber = yield* Effect.forkChild(
      calls.pipe(Effect.provide(layer), Effect.provideService(HttpClient.HttpClient, answering))
    )
    yield* until(() => waits.length === 1)
    const [{ millis, ...wait }] = waits as [Wait]
    assert.deepStrictEqual(wait, { vendor: "acme", operation: "getWidget", reason: "quota" })
    yield* TestClock.adjust(millis - 1)
    assert.isUndefined(fiber.pollUnsafe())
    yield* TestClock.adjust(1)
    assert.strictEqual((yield* Fiber.join(fiber)).length, 2)
  })
)
