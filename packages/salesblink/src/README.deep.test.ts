import { assert, describe, it } from "@effect/vitest"
import { Recorder, runExample } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
const example = new URL("../test/example.ts", import.meta.url)

describe("the README", () => {
  it.live(
    "has an example that runs",
    () =>
      Effect.gen(function* () {
        assert.strictEqual(/```ts\n(.*?)```/s.exec(readme)?.[1], readFileSync(example, "utf8"))
        const { received, url } = yield* Recorder.start(({ body, path }) => {
          if (path === "/api/campaign")
            return { body: { success: true, data: [{ campaignID: "c1" }, { campaignID: "c2" }] } }
          const fails = path === "/api/campaign-status" && (body as { campaignID: string }).campaignID === "c2"
          return { body: fails ? { success: false, message: "No senders." } : { success: true } }
        })
        const output = yield* runExample(example, { SALESBLINK_API_KEY: "secret", SALESBLINK_BASE_URL: url })
        assert.deepStrictEqual(output.trimEnd().split("\n"), ["added to c1", "SalesBlink says: No senders."])
        assert.strictEqual(received.length, 5)
      }).pipe(Effect.scoped),
    30_000
  )
})

it.live(
  "has an example without Effect that runs",
  () =>
    Effect.gen(function* () {
      const example = new URL("../test/promiseExample.ts", import.meta.url)
      assert.include(readme, `\`\`\`ts\n${readFileSync(example, "utf8")}\`\`\``)
      const { url } = yield* Recorder.start(({ body, path }) => {
        if (path === "/api/campaign") {
          return { body: { success: true, data: [{ campaignID: "c1" }, { campaignID: "c2" }] } }
        }
        const fails = (body as { readonly campaignID: string }).campaignID === "c2"
        return { body: fails ? { success: false, message: "No senders." } : { success: true } }
      })
      const output = yield* runExample(example, { SALESBLINK_API_KEY: "secret", SALESBLINK_BASE_URL: url })
      assert.deepStrictEqual(output.trimEnd().split("\n"), ["added to c1", "SalesBlink says: No senders."])
    }).pipe(Effect.scoped),
  30_000
)
