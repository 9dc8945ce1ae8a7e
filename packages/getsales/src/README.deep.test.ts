import { assert, it } from "@effect/vitest"
import { Recorder, runShown } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"

/** A vendor whose second automation is archived. */
const vendor = ({ path, query }: Recorder.Received): Recorder.Answer => {
  if (path === "/leads/api/lists") return { body: { uuid: "l1" } }
  if (path === "/leads/api/leads/upsert" || path === "/leads/api/leads/lookup-one") {
    return { body: { uuid: "c1", name: "Jane Roe" } }
  }
  if (path === "/flows/api/flows/f2/leads/c1") {
    const error = { message: "The automation is archived.", data: { flow_uuid: ["It is archived."] } }
    return { status: 422, body: { error, message: "Validation failed", code: 422 } }
  }
  if (path !== "/flows/api/flows") return { status: 204 }
  const flow = query["offset"] === "0" ? { uuid: "f1", name: "CMO 1" } : { uuid: "f2", name: "CMO 2" }
  return { body: { data: [flow], has_more: query["offset"] === "0" } }
}

it.live.each([
  [new URL("../test/example.ts", import.meta.url), 6, "GetSales.io says: The automation is archived. [ 'flow_uuid' ]"],
  [new URL("../test/promiseExample.ts", import.meta.url), 5, "GetSales.io says: The automation is archived."]
] as const)(
  "the README has an example that runs: %s",
  ([example, calls, refusal]) =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(vendor)
      assert.deepStrictEqual(yield* runShown(example, { GETSALES_TOKEN: "secret", GETSALES_BASE_URL: url }), [
        "Jane Roe is in CMO 1",
        refusal
      ])
      assert.strictEqual(received.length, calls)
    }).pipe(Effect.scoped),
  60_000
)
