/** Rules of every operation of GetSales.io: its examples, API keys, the format of errors, the limit. */
import { exampleCalls, unmatched } from "@salesbridge/mock-engine/testing"
import { describe, expect, it } from "vitest"
import { example, invalid, start, target } from "../test/caller.ts"
import { sandbox } from "./sandbox.ts"

const calls = exampleCalls(target.spec)

it("has a rule for every operation of the specification, and no other", () => {
  expect(unmatched(target.spec, sandbox)).toEqual({ operationsWithoutRule: [], rulesWithoutOperation: [] })
})

it("answers every example of the specification successfully", async () => {
  const { call, sandbox } = await start({ limits: false })
  expect(calls.length).toBeGreaterThan(26)
  const empty: Array<string> = []
  for (const { body, example, id, method, path, successes } of calls) {
    sandbox.reset()
    const answer = await call(method, path, body)
    expect(successes, `${id}, ${example}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
    if (answer.body?.data?.length === 0) empty.push(id)
  }
  expect(empty).toEqual([])
})

describe("API keys", () => {
  it.each([
    ["no key", {}],
    ["another scheme", { authorization: "Basic a2V5" }],
    ["a wrong key", { authorization: "Bearer invalid-key" }]
  ])("%s is answered 401, auth_exception", async (_, headers) => {
    const { call } = await start()
    expect(await call("GET", "/flows/api/flows", undefined, headers)).toMatchObject({
      status: 401,
      body: { error: { reason: "auth_exception", data: {} }, message: "Unauthorized", code: 401 }
    })
  })

  it("give access only to their own team: 403, access_denied", async () => {
    const { call } = await start()
    const of = (team: string) =>
      call("GET", "/leads/api/lists", undefined, { authorization: "Bearer key", "team-id": team })
    expect((await of("1")).status).toBe(200)
    expect(await of("2")).toMatchObject({
      status: 403,
      body: { error: { reason: "access_denied", message: "The key has no access to team 2." }, code: 403 }
    })
  })
})

describe("errors", () => {
  it("name what does not exist: 404", async () => {
    const { call, put } = await start()
    for (const [method, path] of [
      ["GET", "/leads/api/leads/nobody"],
      ["GET", "/leads/api/leads/constructor"],
      ["PUT", "/leads/api/leads/nobody"],
      ["DELETE", "/leads/api/leads/nobody"],
      ["GET", "/leads/api/lists/nobody"],
      ["GET", "/flows/api/sender-profiles/nobody"],
      ["PUT", "/flows/api/flows/nobody/start"],
      ["PUT", "/flows/api/flows/nobody/stop"],
      ["POST", `/flows/api/flows/nobody/leads/${example}`],
      ["POST", `/flows/api/flows/${example}/leads/nobody`],
      ["PUT", "/flows/api/flows/leads/nobody/cancel-all"]
    ] as const) {
      const answer = await call(method, path, method === "PUT" && path.includes("api/leads") ? {} : undefined)
      expect(answer, path).toMatchObject({
        status: 404,
        body: { error: { reason: "not_found" }, message: "Not found", code: 404 }
      })
      expect(answer.body.error.message).toMatch(/^There is no (contact|list|sender profile|automation) \w+\.$/)
    }
    expect((await put("/flows/api/flows/leads/nobody/cancel", { flow_uuids: [example] })).status).toBe(404)
  })

  it("name the fields of a request that breaks the specification: 422, validation_error", async () => {
    const { get, post } = await start()
    expect(await post("/leads/api/lists", {})).toMatchObject({
      status: 422,
      body: {
        error: {
          reason: "validation_error",
          message: "The name field is required.",
          data: { name: ["The name field is required."] }
        },
        message: "Validation failed",
        code: 422
      }
    })
    expect(await get("/leads/api/lists?limit=101&order_type=up")).toMatchObject(invalid("limit", "order_type"))
    expect(await post("/leads/api/leads/upsert", { lead: {}, list_uuid: 1 })).toMatchObject(
      invalid("lead.linkedin_id", "list_uuid")
    )
    expect(await post("/leads/api/leads/lookup-one", {})).toMatchObject(invalid("linkedin_id", "email", "name"))
    expect(await post("/leads/api/lists")).toMatchObject(invalid("body"))
  })

  it("report a body that is not JSON: 400, bad_request", async () => {
    const { post } = await start()
    expect(await post("/leads/api/lists", "{")).toMatchObject({
      status: 400,
      body: { error: { reason: "bad_request" }, message: "Bad request", code: 400 }
    })
  })
})

describe("the limit", () => {
  it("is 300 requests a minute for each key, then 429 without headers", async () => {
    const { call, get, sandbox } = await start({ now: "2026-01-26T09:00:05Z" })
    const statuses = await Promise.all(
      Array.from({ length: 301 }, async () => (await get(`/leads/api/lists/${example}`)).status)
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(300)
    const refused = await get("/leads/api/lists")
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { reason: "too_many_requests" }, message: "Too many requests", code: 429 }
    })
    expect(refused.headers.get("retry-after")).toBeNull()
    const other = { authorization: "Bearer another" }
    expect((await call("GET", "/leads/api/lists", undefined, other)).status).toBe(200)
    await sandbox.advance("1 minute")
    expect((await get("/leads/api/lists")).status).toBe(200)
  })
})
