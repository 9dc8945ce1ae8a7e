/** Your own data: typed for each vendor, and found by the vendor's calls. */
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { expect, it } from "vitest"
import { read } from "../arguments.ts"
import { start } from "../command.ts"
import { Sandbox } from "../index.ts"
import { startSandbox } from "./index.ts"

const get = async (url: string, path: string, headers: Record<string, string> = { authorization: "Bearer t" }) =>
  (await fetch(url + path, { headers })).json() as Promise<{ data: ReadonlyArray<Record<string, unknown>> }>

it("Salesloft's people are listed as changed since yesterday, with the account that they were given", async () => {
  let ids: ReadonlyArray<number> = []
  await using sandbox = await startSandbox("salesloft", {
    limits: false,
    seed: (s) => {
      s.clear()
      const { id: account_id } = s.accounts.add({ name: "Analytical Engines" })
      const ada = s.people.add({ email_address: "ada@example.com", account_id })
      const { id } = s.people.add({ email_address: "bea@example.com", updated_at: s.ago({ days: 2 }) })
      ids = [ada.id, id]
    }
  })
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const { data } = await get(sandbox.url, `/v2/people?updated_at[gte]=${yesterday}`)
  expect(data.map(({ id }) => id)).toEqual(ids.slice(0, 1))
  const account = data[0]!["account"] as { readonly id: number }
  expect(await get(sandbox.url, `/v2/accounts/${account.id}`)).toMatchObject({ data: { name: "Analytical Engines" } })
  // The next row has a new id.
  const made = await fetch(`${sandbox.url}/v2/people`, {
    method: "POST",
    headers: { authorization: "Bearer t", "content-type": "application/json" },
    body: JSON.stringify({ email_address: "cleo@example.com" })
  })
  expect(await made.json()).toMatchObject({ data: { id: ids[1]! + 1 } })
})

it("Salesflow, SalesBlink and GetSales.io accept their rows", async () => {
  await using salesflow = await startSandbox("salesflow", {
    seed: (s) => {
      const { CampaignId } = s.campaigns.add({ CampaignName: "Own", Status: "CAMPAIGN_RUNNING" })
      s.members.add({ CampaignId, FirstName: "Ada", PublicIdentifier: "ada-1", ConnectedAt: s.ago("1 hour") })
    }
  })
  const own = Object.values(salesflow.state().members).at(-1)!
  expect(own).toMatchObject({ FirstName: "Ada", AccountId: 321, MemberUrl: "https://www.linkedin.com/in/ada-1" })
  expect(own.ConnectedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/)

  await using salesblink = await startSandbox("salesblink", {
    seed: (s) => {
      const { id: list_id } = s.lists.add({ name: "Own" })
      s.leads.add({ list_id, fields: { email: "ada@example.com" } })
    }
  })
  expect(Object.values(salesblink.state().leads).at(-1)).toMatchObject({ fields: { email: "ada@example.com" } })

  await using getsales = await startSandbox("getsales", {
    seed: (s) => void s.contacts.add({ first_name: "Ada", last_name: "Byron", work_email: "ada@example.com" })
  })
  expect(Object.values(getsales.state().contacts).at(-1)).toMatchObject({ name: "Ada Byron", email_status: "verified" })
})

it("works with Effect as well", async () => {
  const program = Effect.gen(function* () {
    const { url } = yield* Sandbox.start("salesloft", { seed: (s) => void s.tags.add({ name: "own" }) })
    return yield* Effect.promise(() => get(url, "/v2/tags?search=own"))
  }).pipe(Effect.scoped)
  expect((await Effect.runPromise(program)).data).toMatchObject([{ name: "own" }])
})

it("the compiler and the sandbox refuse unknown tables and fields", async () => {
  // @ts-expect-error Salesloft has no such table.
  await expect(startSandbox("salesloft", { seed: (s) => s.persons.add() })).rejects.toThrow('no table "persons"')
  // @ts-expect-error Nor has a person such a field.
  await expect(startSandbox("salesloft", { seed: (s) => s.people.add({ email: "x" }) })).rejects.toThrow(
    'The seed of salesloft, people: there is no field "email".'
  )
  // @ts-expect-error Nor may it be such.
  await expect(startSandbox("salesloft", { seed: { people: [{ first_name: 7 }] } })).rejects.toThrow("must be text")
  await expect(startSandbox("salesloft", { seed: { people: [{ account_id: 7 }] } })).rejects.toThrow(
    "account_id is 7, and there is no such row in accounts. Add that first."
  )
  // @ts-expect-error Nor does a campaign stand so.
  await expect(startSandbox("salesflow", { seed: { campaigns: [{ Status: "RUNNING" }] } })).rejects.toThrow(
    'Status is "RUNNING", and must be one of "CAMPAIGN_RUNNING", '
  )
})

it("the command accepts rows from a file, and numbers as before", async () => {
  const file = (content: string) => {
    const path = join(mkdtempSync(join(tmpdir(), "seed-")), "seed.json")
    writeFileSync(path, content)
    return path
  }
  const asked = (seed: string) =>
    read(["--mode", "sandbox", "--vendors", "salesloft", "--port-base", "0", "--seed", seed])
  const { close, mocks } = await start(asked(file('{"salesloft": {"clear": true, "tags": [{"name": "own"}]}}')))
  expect((await get(mocks[0]!.url, "/v2/tags")).data.map(({ name }) => name)).toEqual(["own"])
  await close()
  expect(asked(file('\uFEFF{"salesloft": {}}')).seeds).toEqual({ salesloft: {} })
  expect(asked("7")).toMatchObject({ randomSeed: 7, seeds: {} })
  expect(() => asked("nowhere.json")).toThrow(/^--seed nowhere.json: ENOENT.*Example: \{"salesloft"/)
  expect(() => asked(file("[]"))).toThrow("has no rows by vendor and table.")
  await expect(start(asked(file('{"nobody": {}}')))).rejects.toThrow('Unknown vendor "nobody"')
})
