/**
 * The sandbox of an OpenAPI file without rules: collections keep their records, and other operations answer with
 * examples.
 */
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type RunningSandbox, startSandbox } from "../sandbox/index.ts"

const spec = fileURLToPath(new URL("../../test/Crm.yaml", import.meta.url))
let crm: RunningSandbox
beforeAll(async () => void (crm = await startSandbox({ vendor: "crm", spec }, { now: "2026-03-02T09:00:00Z" })))
beforeEach(() => crm.reset())
afterAll(() => crm.close())

interface Answered {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- each test knows what it is about to see
  readonly body: any
  readonly type: string | null
}

const call = async (method: string, path: string, body?: unknown, key = "a-key"): Promise<Answered> => {
  const headers = { "x-key": key, ...(body !== undefined && { "content-type": "application/json" }) }
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const answer = await fetch(crm.url + path, init)
  const [type, text] = [answer.headers.get("content-type"), await answer.text()]
  return { status: answer.status, body: type?.includes("json") === true ? JSON.parse(text) : text, type }
}

it("starts with the records in the specification's examples", () => {
  const { contacts, notes } = crm.state<Record<string, Record<string, object>>>()
  expect(Object.keys(contacts!)).toEqual(["1", "2", "3"])
  expect(Object.keys(notes!)).toEqual(["1/3fa85f64-5717-4562-b3fc-2c963f66afa6"])
})

it("remembers created, changed and deleted records", async () => {
  const made = await call("POST", "/api/contacts/", { contact: { email: "eve@example.com", secret: "s", id: 99 } })
  expect(made).toMatchObject({
    status: 201,
    body: {
      contact: { id: 4, email: "eve@example.com", score: 5, owner: null }
    }
  })
  expect(made.body.contact).not.toHaveProperty("secret")
  await crm.advance("1 hour")
  const change = { email: "eva@example.com", owner: { name: "Ada" } }
  expect(await call("PATCH", "/api/contacts/4/", change)).toMatchObject({ status: 204, body: "" })
  const { created_at, updated_at, ...shown } = (await call("GET", "/api/contacts/4/")).body
  expect(shown).toMatchObject(change)
  expect(created_at).toBe(made.body.contact.created_at)
  expect(Date.parse(updated_at) - Date.parse(created_at)).toBeGreaterThanOrEqual(3_600_000)
  expect(await call("DELETE", "/api/contacts/4/")).toMatchObject({ status: 200, body: { deleted: true } })
  expect(await call("GET", "/api/contacts/4/")).toMatchObject({ status: 404, body: { error: "It failed." } })
})

it("has no record from the future, and times of any name", async () => {
  await using early = await startSandbox({ vendor: "crm", spec }, { now: "2020-02-29T08:00:00Z" })
  const { contacts } = early.state<{ contacts: Record<string, { created_at: string }> }>()
  expect(contacts["1"]!.created_at).toBe("2020-02-28T09:30:00Z")
  const before = crm.now().getTime()
  const { date_created } = (await call("POST", "/api/contacts/1/notes", { text: "one" })).body
  expect(Date.parse(date_created)).toBeGreaterThanOrEqual(before)
  expect(Date.parse(date_created)).toBeLessThanOrEqual(crm.now().getTime())
})

it("returns pages, with their position", async () => {
  const first = await call("GET", "/api/contacts/?page=1")
  expect(first.body.data.map(({ id }: { id: number }) => id)).toEqual([1, 2])
  expect(first.body.meta).toEqual({
    total_count: 3,
    page: 1,
    per_page: 2,
    total_pages: 2,
    next_page: 2,
    next_url: `${crm.url}/api/contacts/?page=2`
  })
  const second = await call("GET", "/api/contacts/?page=2")
  expect(second.body.data.map(({ id }: { id: number }) => id)).toEqual([3])
  expect(second.body.meta.next_page).toBeNull()
  for (const text of ["one", "two", "three"]) await call("POST", "/api/contacts/1/notes", { text })
  const { body } = await call("GET", "/api/contacts/1/notes?offset=1&limit=2")
  expect(body.map(({ text }: { text: string }) => text)).toEqual(["one", "two"])
})

it("filters by fields and identifiers", async () => {
  const ids = async (query: string) =>
    (await call("GET", `/api/contacts/?${query}`)).body.data.map(({ id }: { id: number }) => id)
  expect(await ids("email=bo@example.com")).toEqual([2])
  expect(await ids("ids[]=3&ids[]=1")).toEqual([1, 3])
  expect(await ids("email=nobody@example.com")).toEqual([])
})

it("filters by ranges and by a text, and sorts as requested", async () => {
  const ids = async (query: string) =>
    (await call("GET", `/api/contacts/?${query}`)).body.data.map(({ id }: { id: number }) => id)
  expect(await ids("score[gt]=5&score[lte]=7")).toEqual([2])
  expect(await ids("search=DI@")).toEqual([3])
  expect(await ids("sort_by=score&sort_direction=desc")).toEqual([3, 2])
  expect(await ids("sort_by=email")).toEqual([1, 2])
})

it("completes your own rules without changing their state", async () => {
  const own = {
    seed: () => ({ asked: [] as Array<string> }),
    authorize: () => undefined,
    operations: {
      ping: ({ state }: { state: { asked: Array<string> } }) => {
        state.asked.push("ping")
        return { status: 200, body: { alive: false } }
      }
    }
  }
  await using both = await startSandbox({ vendor: "crm", spec, definition: own })
  expect(both.examples).toEqual(["exportContacts"])
  expect(await (await fetch(`${both.url}/api/ping`)).json()).toEqual({ alive: false })
  expect((await fetch(`${both.url}/api/contacts/1/`, { method: "DELETE" })).status).toBe(200)
  const { asked, contacts } = both.state<{ asked: object; contacts: object }>()
  expect([asked, Object.keys(contacts)]).toEqual([["ping"], ["2", "3"]])
  const taken = { ...own, seed: () => ({ asked: [], contacts: [] }) }
  await expect(startSandbox({ vendor: "crm", spec, definition: taken })).rejects.toThrow("already has contacts")
})

it("stores nested records under their parent, and deletes them with it", async () => {
  const { body: note } = await call("POST", "/api/contacts/2/notes", { text: "hers" })
  expect((await call("GET", "/api/contacts/3/notes")).body).toEqual([])
  expect((await call("GET", "/api/contacts/9/notes")).status).toBe(404)
  expect((await call("PUT", `/api/contacts/2/notes/${note.note_id}`, { text: "new" })).body).toEqual({
    ...note,
    text: "new"
  })
  await call("DELETE", "/api/contacts/2/")
  expect(Object.keys(crm.state<{ notes: object }>().notes)).toHaveLength(1)
})

it("returns the documented errors", async () => {
  expect(await call("GET", "/api/contacts/", undefined, "")).toMatchObject({
    status: 401,
    body: { error: "It failed." }
  })
  expect(await call("POST", "/api/contacts/", { contact: {} })).toMatchObject({ status: 400 })
  expect(await call("PATCH", "/api/contacts/1/", { email: 7 })).toMatchObject({ status: 422 })
})

it("returns examples for unrecognised operations, and lists them", async () => {
  expect(crm.examples).toEqual(["exportContacts", "ping"])
  expect(await call("GET", "/api/export")).toEqual({ status: 200, type: "text/csv", body: "email\nada@example.com\n" })
  expect(await call("GET", "/api/ping", undefined, "")).toMatchObject({ status: 200, body: { alive: true } })
})

it("has faults, snapshots and a clock like every sandbox", async () => {
  crm.fault({ operation: "getContact", status: 404, count: 1 })
  expect((await call("GET", "/api/contacts/1/")).status).toBe(404)
  const before = crm.snapshot()
  await call("DELETE", "/api/contacts/1/")
  crm.restore(before)
  expect((await call("GET", "/api/contacts/1/")).status).toBe(200)
  expect(crm.log().map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    "getContact 404",
    "deleteContact 200",
    "getContact 200"
  ])
})
