/** Rules of the whole Salesflow sandbox. The rules of its calls are tested in files of their own. */
import { exampleCalls, unmatched } from "@salesbridge/mock-engine/testing"
import { describe, expect, it } from "vitest"
import { call, start, state, target } from "../test/caller.ts"
import { sandbox as rules } from "./sandbox.ts"

const examples = exampleCalls(target.spec)

describe("the Salesflow sandbox", () => {
  it("has a rule for every operation of the specification, and no other", () => {
    expect(unmatched(target.spec, rules)).toEqual({ operationsWithoutRule: [], rulesWithoutOperation: [] })
  })

  it("answers every example of the specification with success", async () => {
    const sandbox = await start()
    for (const { body, id, method, path } of examples) {
      sandbox.reset()
      const response = await fetch(`${sandbox.url}${path}${path.includes("?") ? "&" : "?"}token=token`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } })
      })
      expect([id, response.status]).toEqual([id, 200])
      expect(await response.json()).not.toBeNull()
    }
  })

  it("starts with the same data, whatever its random seed", async () => {
    const [one, other] = [await start(), await start({ randomSeed: 7 })]
    expect(state(other)).toEqual(state(one))
    expect(Object.keys(state(one).members).length).toBeGreaterThan(60)
    const { PublicIdentifier } = state(one).members["46875450"]!
    const identifiers = Object.values(state(one).members).map((_) => _.PublicIdentifier)
    expect(new Set(identifiers).size).toBe(identifiers.length)
    expect(PublicIdentifier).toMatch(/^[a-z]+-[a-z]+-\d+$/)
  })

  it("has members that were changed since yesterday, whatever the day", async () => {
    for (const now of ["2020-02-29T00:30:00Z", "2031-05-05T23:30:00Z"]) {
      const sandbox = await start({ now })
      const yesterday = new Date(Date.parse(now) - 24 * 3_600_000).toISOString()
      const changed = Object.values(state(sandbox).members).filter(
        ({ LastModifiedAt }) => LastModifiedAt !== null && `${LastModifiedAt}Z` > yesterday
      )
      expect(changed.map((_) => `${_.LastModifiedAt}Z` < now)).toEqual([true, true])
    }
  })

  it("accepts every event with its example", async () => {
    const sandbox = await start()
    const about = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as {
      readonly events: ReadonlyArray<{ readonly name: string; readonly example: unknown }>
    }
    expect(about.events.length).toBeGreaterThan(1)
    for (const { example, name } of about.events) {
      sandbox.reset()
      const before = state(sandbox)
      await sandbox.trigger(name, example)
      expect([name, state(sandbox)]).not.toEqual([name, before])
    }
  })

  it("does not change its seed in the first hours of a working day", async () => {
    const sandbox = await start()
    const before = state(sandbox)
    await sandbox.advance("12 hours")
    expect(state(sandbox)).toEqual(before)
    expect(sandbox.deliveries()).toEqual([])
  })
})

describe("Start campaign, 403: invalid token/account", () => {
  it.each([
    ["no token", { token: "" }],
    ["a token that is refused", { token: "invalid-token" }],
    ["an account that nobody has", { accountId: 99 }]
  ])("%s", async (_, query) => {
    const sandbox = await start()
    const { body, status } = await call(sandbox, "POST", "campaigns/start", { campaignId: 456, ...query })
    expect(status).toBe(403)
    expect(body).toEqual({ Status: 403, Message: expect.stringMatching(/^Invalid token\/account\./) })
    expect(state(sandbox).campaigns["456"]!.Status).toBe("CAMPAIGN_STOPPED")
  })

  it("names the account", async () => {
    const { body } = await call(await start(), "GET", "webhooks/list", { accountId: 99 })
    expect(body.Message).toBe("Invalid token/account. There is no account 99.")
  })

  it("a request that breaks the specification gets a problem document that names the parameter", async () => {
    const { body, status, type } = await call(await start(), "POST", "campaigns/start", { campaignId: "many" })
    expect([status, type]).toEqual([422, "application/problem+json"])
    expect(body.violations).toEqual([{ in: "query", name: "campaignId", message: "must be integer" }])
  })
})

describe("List Accounts", () => {
  it("lists the accounts of a token, without an accountId", async () => {
    const { url } = await start()
    const response = await fetch(`${url}/api/accounts/list?token=token`)
    expect(await response.json()).toEqual([
      {
        AccountId: 10,
        AccountEmail: "first.sender@example.com",
        Status: "ACCOUNT_BLOCKED",
        UserDbId: "f8de222f-f6e9-4d5b-a7fe-3ff5e0680c66",
        UserEmail: "salesflow_user_email@example.com"
      },
      expect.objectContaining({ AccountId: 11, Status: "ACCOUNT_ACTIVE" }),
      expect.objectContaining({ AccountId: 321, Status: "ACCOUNT_ACTIVE" })
    ])
  })

  it("shows the status of an account", async () => {
    const sandbox = await start()
    await sandbox.trigger("setAccountStatus", { AccountId: 321, Status: "ACCOUNT_BLOCKED" })
    const { body } = await call(sandbox, "GET", "accounts/list")
    expect(body[2]).toMatchObject({ AccountId: 321, Status: "ACCOUNT_BLOCKED" })
    await expect(sandbox.trigger("setAccountStatus", { AccountId: 5 })).rejects.toThrow("There is no account 5.")
  })
})
