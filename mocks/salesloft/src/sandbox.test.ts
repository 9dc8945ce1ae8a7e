/** Rules of every operation of Salesloft: its examples, tokens, the formats of errors, units. */
import { exampleCalls, unmatched } from "@salesbridge/mock-engine/testing"
import { describe, expect, it } from "vitest"
import { start, target } from "../test/caller.ts"
import { sandbox } from "./sandbox.ts"

const calls = exampleCalls(target.spec)

it("has rules only for operations of the specification", () => {
  expect(unmatched(target.spec, sandbox).rulesWithoutOperation).toEqual([])
})

it("answers every example of the specification successfully", async () => {
  const { call, sandbox } = await start()
  expect(calls.length).toBeGreaterThan(72)
  const empty: Array<string> = []
  for (const { body, example, id, method, path, successes } of calls) {
    sandbox.reset()
    const answer = await call(method, path, body)
    expect(successes, `${id}, ${example}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
    if (answer.body?.data?.length === 0) empty.push(id)
  }
  // The example's bulk job is open, so it has no results yet. In the other lists, no record matches all filters of the
  // example at once.
  expect(empty.toSorted()).toEqual([
    "listAccounts",
    "listBulkJobResults",
    "listBulkJobs",
    "listCadenceMemberships",
    "listMeetings",
    "listOpportunities",
    "listSignalRegistrations"
  ])
}, 120_000)

it("has people who were changed since yesterday, whatever the day", async () => {
  for (const now of ["2020-02-29T00:30:00Z", "2031-05-05T23:30:00Z"]) {
    const { ids } = await start({ now })
    const yesterday = new Date(Date.parse(now) - 24 * 3_600_000).toISOString()
    expect(await ids(`/v2/people?updated_at[gt]=${yesterday}`)).toHaveLength(2)
    expect(await ids(`/v2/people?updated_at[gt]=${now}`)).toEqual([])
  }
})

describe("a token", () => {
  it("is required: 401 without one, with the documented message", async () => {
    const { call } = await start()
    expect(await call("GET", "/v2/me", undefined, "")).toMatchObject({
      status: 401,
      body: {
        error: "No Bearer Token attached to request, please see documentation at developers.salesloft.com"
      }
    })
  })

  it("that is not accepted gets a 401", async () => {
    const { call } = await start()
    const refused = await call("GET", "/v2/me", undefined, "invalid-token")
    expect(refused).toMatchObject({ status: 401, body: { error: "The Bearer Token is invalid" } })
  })

  it("belongs to the administrator, or to the user that it names", async () => {
    const { call } = await start()
    const me = async (token: string) => (await call("GET", "/v2/me", undefined, token)).body.data
    expect(await me("token")).toMatchObject({ id: 501, team_admin: true })
    expect(await me("token.as-502")).toMatchObject({ id: 502, team_admin: false })
  })

  it("of a deactivated user gets a 403", async () => {
    const { call } = await start()
    expect(await call("GET", "/v2/people", undefined, "token.as-504")).toMatchObject({
      status: 403,
      body: { error: "This user is not active" }
    })
  })

  it("that is read-only cannot change anything: 403", async () => {
    const { call } = await start()
    expect((await call("GET", "/v2/people/30816", undefined, "token.read-only")).status).toBe(200)
    const refused = await call("DELETE", "/v2/people/30816", undefined, "token.read-only")
    expect([refused.status, typeof refused.body.error]).toEqual([403, "string"])
    expect((await call("GET", "/v2/people/30816")).status).toBe(200)
  })
})

describe("a request that breaks the specification", () => {
  it("gets a 422 with messages by field", async () => {
    const { call } = await start()
    expect(await call("GET", "/v2/people?sort_by=shoe_size&per_page=101&ids[]=")).toMatchObject({
      status: 422,
      body: {
        errors: {
          sort_by: [expect.stringContaining("must be one of created_at, updated_at")],
          per_page: ["must be <= 100"]
        }
      }
    })
    const { body } = await call("POST", "/v2/accounts", { name: "Acme", tags: ["a", 1] })
    expect(body).toEqual({ errors: { domain: ["is missing"], tags: ["must be string"] } })
  })

  it("does not include an unknown filter, which is ignored", async () => {
    const { call } = await start()
    expect((await call("GET", "/v2/people?shoe_size=44")).body.metadata.filtering).toEqual({})
  })
})

describe("units", () => {
  const standing = async (path: string, token = "token") => {
    const { call } = await start({ limits: true })
    const { headers, status } = await call("GET", path, undefined, token)
    return [status, headers.get("x-ratelimit-endpoint-cost"), headers.get("x-ratelimit-remaining-minute")]
  }

  it.each([
    [1, 1],
    [100, 1],
    [101, 3],
    [150, 3],
    [151, 8],
    [250, 8],
    [251, 10],
    [500, 10],
    [501, 30],
    [90_000, 30]
  ])("page %i of a list costs %i, and the answer says so", async (page, cost) => {
    expect(await standing(`/v2/people?page=${page}`)).toEqual([200, String(cost), String(600 - cost)])
  })

  it("are 600 a minute for the team, however many tokens; then 429 without Retry-After, until the minute ends", async () => {
    const { call, sandbox } = await start({ limits: true, now: "2026-05-12T15:00:05Z" })
    for (let index = 0; index < 20; index++) await call("GET", "/v2/people?page=501", undefined, `token-${index}`)
    const refused = await call("GET", "/v2/me")
    expect(refused).toMatchObject({ status: 429, body: { error: "Too Many Requests" } })
    expect(refused.headers.get("x-ratelimit-remaining-minute")).toBe("0")
    expect(refused.headers.get("retry-after")).toBeNull()
    await sandbox.advance("50 seconds")
    expect((await call("GET", "/v2/me")).status).toBe(429)
    await sandbox.advance("5 seconds")
    expect((await call("GET", "/v2/me")).headers.get("x-ratelimit-remaining-minute")).toBe("599")
  })
})

it.each(Object.entries(sandbox.events ?? {}))("triggers %s with its example", async (name, { example }) => {
  const { sandbox, state } = await start()
  const before = state()
  await sandbox.trigger(name, example)
  expect(state()).not.toEqual(before)
})

it("shows times in the team's time zone, in winter and in summer", async () => {
  const { one } = await start()
  const { created_at, updated_at } = await one("/v2/people/4711")
  expect(created_at).toBe("2026-03-02T09:15:04.120000-05:00")
  expect(updated_at).toBe("2026-03-12T10:15:04.120000-04:00")
})

it("is the same every time, except for what depends on the clock", async () => {
  const { sandbox, state } = await start()
  const before = state()
  sandbox.reset()
  expect(state()).toEqual(before)
})
