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
        const { received, url } = yield* Recorder.start(({ path, query }) => {
          if (path === "/leads/api/lists") return { body: { uuid: "l1" } }
          if (path === "/leads/api/leads/upsert") return { body: { uuid: "c1", name: "Jane Roe" } }
          if (path === "/flows/api/flows/f2/leads/c1") {
            const error = { message: "The automation is archived.", data: { flow_uuid: ["It is archived."] } }
            return { status: 422, body: { error, message: "Validation failed", code: 422 } }
          }
          if (path !== "/flows/api/flows") return { status: 204 }
          const flow = query["offset"] === "0" ? { uuid: "f1", name: "CMO 1" } : { uuid: "f2", name: "CMO 2" }
          return { body: { data: [flow], has_more: query["offset"] === "0" } }
        })
        const output = yield* runExample(example, { GETSALES_TOKEN: "secret", GETSALES_BASE_URL: url })
        assert.deepStrictEqual(output.trimEnd().split("\n"), [
          "Jane Roe is in CMO 1",
          "GetSales.io says: The automation is archived. [ 'flow_uuid' ]"
        ])
        assert.strictEqual(received.length, 6)
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
      const { url } = yield* Recorder.start(({ path, query }) => {
        if (path === "/leads/api/leads/lookup-one") return { body: { uuid: "c1", name: "Jane Roe" } }
        if (path === "/flows/api/flows/f2/leads/c1") {
          const error = { message: "The automation is archived.", data: { flow_uuid: ["It is archived."] } }
          return { status: 422, body: { error, message: "Validation failed", code: 422 } }
        }
        if (path !== "/flows/api/flows") return { status: 204 }
        const flow = query["offset"] === "0" ? { uuid: "f1", name: "CMO 1" } : { uuid: "f2", name: "CMO 2" }
        return { body: { data: [flow], has_more: query["offset"] === "0" } }
      })
      const output = yield* runExample(example, { GETSALES_TOKEN: "secret", GETSALES_BASE_URL: url })
      assert.deepStrictEqual(output.trimEnd().split("\n"), [
        "Jane Roe is in CMO 1",
        "GetSales.io says: The automation is archived."
      ])
    }).pipe(Effect.scoped),
  30_000
)
