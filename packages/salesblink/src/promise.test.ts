import { assert, expectTypeOf, it } from "@effect/vitest"
import { promiseMatrix, Recorder, runExample, type Untyped } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { readFileSync } from "node:fs"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { quota: { maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.SalesBlink.layer({ apiKey: Redacted.make("key"), baseUrl, ...settings }),
  client: (baseUrl) => promise.createSalesBlink({ apiKey: "key", baseUrl, ...settings })
})

it("types every operation", () => {
  type Client = promise.SalesBlinkClient
  expectTypeOf<Untyped<typeof index, Client>>().toEqualTypeOf<never>()
  expectTypeOf<Awaited<ReturnType<Client["Team"]["list"]>>["data"]>().toEqualTypeOf<
    ReadonlyArray<index.Team.TeamMember> | null | undefined
  >()
})

it("needs its key", () => {
  for (const apiKey of ["", undefined]) {
    assert.throws(() => promise.createSalesBlink({ apiKey: apiKey as string }), TypeError, "`apiKey` is missing")
  }
})

it.live(
  "has an example in the README that runs",
  () =>
    Effect.gen(function* () {
      const example = new URL("../test/promiseExample.ts", import.meta.url)
      const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
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
