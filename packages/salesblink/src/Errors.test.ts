import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, it } from "@effect/vitest"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { against } from "../test/against.ts"
import { Inbox, SalesBlink, Senders } from "./index.ts"

it.live("errors contain SalesBlink's reason, whichever field has it", () =>
  Effect.gen(function* () {
    const refused = yield* against(
      { body: { success: false, message: "No seats." } },
      Inbox.thread({ messageId: "m/1" })
    )
    assert.include(String(refused.exit._tag === "Failure" && refused.exit.failure), "No seats.")
    assert.strictEqual(refused.received[0]!.path, "/api/public/v1.0.0/inbox/m%2F1/thread")
    const { url } = yield* Recorder.start(() => ({ status: 500, body: { success: false, err: "Sender not found" } }))
    const layer = SalesBlink.layer({ apiKey: Redacted.make("key"), baseUrl: url, retry: false })
    const error = yield* Effect.flip(
      Effect.provide(Senders.reconnect({ id: "s1" }), Layer.provide(layer, NodeHttpClient.layerUndici))
    )
    assert.deepInclude(error, { _tag: "InternalServerError", reason: "Sender not found" })
  }).pipe(Effect.scoped)
)
