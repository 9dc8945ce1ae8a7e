import { assert, describe, it } from "@effect/vitest"
import { Recorder, runShown } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import { server } from "../test/bulkUpsert.ts"

const answerTo = ({ path, query }: Recorder.Received): Recorder.Answer => {
  if (path === "/v2/cadences") return { body: { data: [{ id: 456, name: query["name[]"] }] } }
  if (path === "/v2/person_upserts") return { body: { data: { person: { id: 101112 }, upsert_type: "create" } } }
  if (path === "/v2/cadence_memberships") return { body: { data: { id: 98765 } } }
  const page = Number(query["page"])
  const data = [{ id: page, display_name: page === 1 ? "Jane Roe" : "Richard Roe" }]
  return { body: { metadata: { paging: { next_page: page === 1 ? 2 : null } }, data } }
}

describe("the README", () => {
  it.live(
    "has an example that runs",
    () =>
      Effect.gen(function* () {
        const { received, url } = yield* Recorder.start((request) =>
          request.headers.authorization === "Bearer secret" ? answerTo(request) : { status: 401 }
        )
        const run = (token: string) =>
          runShown(new URL("../test/example.ts", import.meta.url), {
            SALESLOFT_ACCESS_TOKEN: token,
            SALESLOFT_BASE_URL: url
          })
        assert.deepStrictEqual(yield* run("secret"), [
          "Jane Roe is on Spring outreach",
          "Richard Roe is on Spring outreach"
        ])
        assert.strictEqual(received.length, 5)
        assert.deepStrictEqual(yield* run("wrong"), ["the access token is wrong"])
      }).pipe(Effect.scoped),
    30_000
  )

  it.live(
    "has an example of a bulk upsert that runs",
    () =>
      Effect.gen(function* () {
        const { jobs, url } = yield* server()
        assert.deepStrictEqual(
          yield* runShown(new URL("../test/bulkExample.ts", import.meta.url), {
            SALESLOFT_ACCESS_TOKEN: "token",
            SALESLOFT_BASE_URL: url
          }),
          [...jobs.keys()].map((id, index) => `job ${id} begins with record ${index * 1000}`)
        )
        assert.deepStrictEqual(
          [...jobs.values()].map(({ records }) => records.length),
          [1000, 1000, 500]
        )
      }).pipe(Effect.scoped),
    60_000
  )
})

it.live(
  "has an example without Effect that runs",
  () =>
    Effect.gen(function* () {
      const { url } = yield* Recorder.start(({ headers, path, query }) => {
        if (headers.authorization !== "Bearer secret") return { status: 401 }
        const left = { "x-ratelimit-remaining-minute": "599" }
        if (path === "/v2/me") return { headers: left, body: { data: { id: 1, name: "Jane Roe" } } }
        const page = Number(query["page"])
        const data = [{ id: page, display_name: page === 1 ? "Jane Doe" : "Richard Roe" }]
        return { body: { metadata: { paging: { next_page: page === 1 ? 2 : null } }, data } }
      })
      const run = (token: string) =>
        runShown(new URL("../test/promiseExample.ts", import.meta.url), {
          SALESLOFT_ACCESS_TOKEN: token,
          SALESLOFT_BASE_URL: url
        })
      assert.deepStrictEqual(yield* run("secret"), ["Jane Roe has 599 units left", "Jane Doe", "Richard Roe"])
      assert.deepStrictEqual(yield* run("wrong"), ["the access token is wrong"])
    }).pipe(Effect.scoped),
  30_000
)
