/** What a restart finds: after a normal end, after a kill, and if two processes want the same file. */
import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { shop } from "../../test/Shop.ts"
import { startSandbox, type StateFile, StateFileUnusable } from "./index.ts"

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"))
  file = join(folder, "state.json")
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const place = (url: string, item: string) =>
  fetch(`${url}/orders?key=k`, {
    method: "POST",
    body: JSON.stringify({ item }),
    headers: { "content-type": "application/json" }
  })

describe("a state file", () => {
  it("keeps state, clock and scheduled jobs across a restart", async () => {
    const first = await startSandbox(shop, { stateFile: file, now: "2026-03-02T09:00:00Z" })
    await place(first.url, "cake")
    await first.advance("50 seconds")
    await first.close()
    const second = await startSandbox(shop, { stateFile: file })
    expect(second.state().orders).toMatchObject([{ item: "tea" }, { item: "cake", shipped: false }])
    expect(second.now().getTime()).toBeGreaterThanOrEqual(Date.parse("2026-03-02T09:00:50Z"))
    await second.advance("10 seconds")
    expect(second.state().orders[1]).toMatchObject({ shipped: true })
    await second.close()
    const third = await startSandbox(shop, { stateFile: file })
    expect(third.state().orders[1]).toMatchObject({ shipped: true })
    third.reset()
    await third.close()
    const fourth = await startSandbox(shop, { stateFile: file })
    expect(fourth.state().orders).toHaveLength(1)
    await fourth.close()
  })

  it(
    "contains everything that was answered before its process was killed, and is taken over from it",
    { timeout: 120_000 },
    async () => {
      const program = fileURLToPath(new URL("../../test/shopServer.ts", import.meta.url))
      const items: Array<string> = []
      for (let round = 0; round < 3; round++) {
        const child = spawn(process.execPath, ["--conditions=@salesbridge/source", program, file], {
          stdio: ["ignore", "pipe", "inherit"]
        })
        const ended = once(child, "exit")
        const [url] = (await once(child.stdout, "data")).map(String)
        const answers = Array.from({ length: 20 }, async (_, index) => {
          const item = `cake ${round}.${index}`
          const { ok } = await place(url!.trim(), item)
          if (ok) items.push(item)
        })
        // At this point some requests have been answered.
        await Promise.any(answers)
        child.kill("SIGKILL")
        await Promise.allSettled(answers)
        await ended
        expect(existsSync(`${file}.lock`)).toBe(true)
      }
      expect(items.length).toBeGreaterThan(2)
      const sandbox = await startSandbox(shop, { stateFile: file, limits: false })
      const { orders } = sandbox.state<{ orders: ReadonlyArray<{ item: string }> }>()
      const kept = new Set(orders.map(({ item }) => item))
      expect(items.filter((item) => !kept.has(item))).toEqual([])
      await sandbox.close()
      expect(existsSync(`${file}.lock`)).toBe(false)
    }
  )

  it("is written once for concurrent calls", async () => {
    const sandbox = await startSandbox(shop, { stateFile: file, limits: false })
    await Promise.all(Array.from({ length: 200 }, (_, index) => place(sandbox.url, `cake ${index}`)))
    const { vendors } = JSON.parse(readFileSync(file, "utf8")) as {
      vendors: { shop: { state: { orders: Array<unknown> } } }
    }
    expect(vendors.shop.state.orders).toHaveLength(201)
    await sandbox.close()
    expect(existsSync(`${file}.part`)).toBe(false)
  })

  it("is released if the sandbox cannot start", async () => {
    await expect(startSandbox(shop, { stateFile: file, now: "soon" })).rejects.toThrow('"soon" is not a date')
    const seed = () => {
      throw new Error("no such row")
    }
    await expect(startSandbox(shop, { stateFile: file, seed })).rejects.toThrow("no such row")
    await using sandbox = await startSandbox(shop, { stateFile: file })
    expect(sandbox.state().orders).toHaveLength(1)
  })

  it("belongs to one process at a time", async () => {
    const sandbox = await startSandbox(shop, { stateFile: file })
    await expect(startSandbox(shop, { stateFile: file })).rejects.toMatchObject({
      _tag: "StateFileUnusable",
      message: `Cannot store the state in ${file}: process ${process.pid} uses it. Stop that one, or choose another file.`
    })
    await sandbox.close()
    expect(existsSync(`${file}.lock`)).toBe(false)
  })

  it("behind a symbolic link keeps its place", async () => {
    const link = join(folder, "link.json")
    symlinkSync("state.json", link)
    const sandbox = await startSandbox(shop, { stateFile: link })
    await place(sandbox.url, "cake")
    await sandbox.close()
    expect(readlinkSync(link)).toBe("state.json")
    expect(readFileSync(file, "utf8")).toContain("cake")
  })

  it.each([
    ["no JSON", "state: none"],
    ["another program's", '{"format":"other"}']
  ])("that is %s is refused and left alone", async (_, text) => {
    writeFileSync(file, text)
    await expect(startSandbox(shop, { stateFile: file })).rejects.toMatchObject({ _tag: "StateFileUnusable" })
    expect(readFileSync(file, "utf8")).toBe(text)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })

  it("in a missing folder is refused", async () => {
    const nowhere = join(folder, "none", "state.json")
    await expect(startSandbox(shop, { stateFile: nowhere })).rejects.toMatchObject({ _tag: "StateFileUnusable" })
  })

  it("reports a full disk, keeps the previous state, and continues when there is space", async () => {
    const sandbox = await startSandbox(shop, { stateFile: file, limits: false })
    expect((await place(sandbox.url, "cake")).status).toBe(201)
    // Writes to this device fail for lack of space.
    symlinkSync("/dev/full", `${file}.part`)
    const refused = await place(sandbox.url, "tart")
    expect(refused.status).toBe(500)
    expect(await refused.json()).toMatchObject({
      title: "The state could not be stored",
      detail: expect.stringContaining(`${file}: the disk is full`)
    })
    expect(JSON.parse(readFileSync(file, "utf8")).vendors.shop.state.orders).toHaveLength(2)
    expect((await place(sandbox.url, "pie")).status).toBe(201)
    expect(JSON.parse(readFileSync(file, "utf8")).vendors.shop.state.orders).toMatchObject([
      { item: "tea" },
      { item: "cake" },
      { item: "tart" },
      { item: "pie" }
    ])
    await sandbox.close()
  })

  it("that cannot be written is reported to control calls as well", async () => {
    const reason = "the disk is full"
    const save = () => Promise.reject(new StateFileUnusable({ path: file, reason }))
    const stateFile = { path: file, load: () => undefined, save, close: async () => undefined } as unknown as StateFile
    const sandbox = await startSandbox(shop, { stateFile })
    for (const [method, path, body] of [
      ["POST", "reset", ""],
      ["POST", "clock", '{"advance":1}'],
      ["POST", "faults", '{"status":503}'],
      ["DELETE", "faults", ""],
      ["POST", "snapshots", ""],
      ["POST", "snapshots/1/restore", ""],
      ["PUT", "snapshot", JSON.stringify(sandbox.snapshot())],
      ["POST", "events/lose", '{"id":1}'],
      ["POST", "provider-states", ""]
    ] as const) {
      const told = await fetch(`${sandbox.url}/_sandbox/${path}`, { method, ...(body !== "" && { body }) })
      expect([path, told.status, await told.json()]).toEqual([path, 500, { error: expect.stringContaining(reason) }])
    }
    expect((await fetch(`${sandbox.url}/_sandbox/state`)).status).toBe(200)
    await sandbox.close()
  })

  it("is refused with the place that could not be restored, and stays unchanged", async () => {
    const sandbox = await startSandbox(shop, { stateFile: file })
    await place(sandbox.url, "cake")
    await sandbox.close()
    const broken = readFileSync(file, "utf8").replace(
      /"jobs":\[.*?\]/,
      '"jobs":[{"id":1,"at":1,"name":"@deliver","payload":null}]'
    )
    writeFileSync(file, broken)
    await expect(startSandbox(shop, { stateFile: file })).rejects.toThrow(/jobs\.0\.payload must be a delivery/)
    expect(readFileSync(file, "utf8")).toBe(broken)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })
})
