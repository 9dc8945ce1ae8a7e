/** Who gets the lock of a file: real processes and real files. Time is shortened where only time can tell. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { hostname, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { race } from "../test/race.ts"
import { acquire, contend } from "./index.ts"
import { self } from "./Owner.ts"

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"))
  file = join(folder, "state.json")
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Leaves a lock as an owner would that died with it. */
const leave = async (owner: object | string, renewed = new Date()) => {
  mkdirSync(`${file}.lock`)
  const entry = join(`${file}.lock`, crypto.randomUUID())
  writeFileSync(entry, typeof owner === "string" ? owner : JSON.stringify({ ...(await self()), ...owner }))
  utimesSync(entry, renewed, renewed)
  return entry
}
const quick = { beat: 20, lease: 100 }

describe("the lock of a file", { timeout: 60_000 }, () => {
  it("has one holder at a time, names its owner, and leaves nothing behind", async () => {
    const lock = await acquire(file)
    const [entry] = readdirSync(`${file}.lock`)
    expect(JSON.parse(readFileSync(join(`${file}.lock`, entry!), "utf8"))).toMatchObject({
      pid: process.pid,
      host: hostname()
    })
    await expect(acquire(file)).rejects.toMatchObject({ _tag: "FileBusy", owner: { pid: process.pid } })
    expect(await lock.isHeld()).toBe(true)
    await lock.release()
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
    await (await acquire(file)).release()
  })

  it("is waited for as long as requested", async () => {
    const first = await acquire(file)
    const second = acquire(file, { wait: 60_000 })
    await first.release()
    await (await second).release()
  })

  it("is free at once after its process was killed", async () => {
    const program = fileURLToPath(new URL("../test/holder.ts", import.meta.url))
    const holder = spawn(process.execPath, [program, file], { stdio: ["ignore", "pipe", "inherit"] })
    await once(holder.stdout, "data")
    await expect(acquire(file)).rejects.toMatchObject({ _tag: "FileBusy", owner: { pid: holder.pid } })
    holder.kill("SIGKILL")
    await once(holder, "exit")
    const attempt = await contend(file).attempt()
    expect(attempt._tag).toBe("FileLock")
  })

  it.runIf(process.platform === "linux").each([
    ["whose id no process has", () => ({ pid: spawnSync(process.execPath, ["-e", ""]).pid })],
    ["whose id another process was given", () => ({ started: "1" })]
  ])("is free at once where its owner is one %s", async (_, owner) => {
    await leave(owner())
    expect((await contend(file).attempt())._tag).toBe("FileLock")
  })

  it.each([
    ["in another container, with this very id", { namespace: "pid:[1]" }],
    ["on another machine", { boot: "another", host: "other.example.com" }],
    ["that wrote no owner", ""],
    ["whose entry is no owner", "0"]
  ])("of an owner %s is kept while it is renewed, and free once it is not", async (_, owner) => {
    const entry = await leave(owner)
    const contender = contend(file, quick)
    for (let index = 0; index < 5; index++) {
      expect(await contender.attempt()).toMatchObject({ _tag: "Busy", isCertain: index > 0 })
      utimesSync(entry, new Date(), new Date(Date.now() + index + 1))
    }
    const lock = await acquire(file, quick)
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it("with a time in the future is free if nobody renews it", async () => {
    await leave({ namespace: "pid:[1]" }, new Date(Date.now() + 86_400_000))
    const contender = contend(file, { beat: 20, lease: 3_600_000 })
    expect(await contender.attempt()).toMatchObject({ _tag: "Busy", isCertain: false })
    await expect.poll(async () => (await contender.attempt())._tag).toBe("FileLock")
  })

  it("stays with an owner whose process is found, whatever its time", async () => {
    const lock = await acquire(file, { beat: 3_600_000 })
    const entry = join(`${file}.lock`, readdirSync(`${file}.lock`)[0]!)
    const contender = contend(file, quick)
    for (const stamp of [0, Date.now() + 86_400_000]) {
      utimesSync(entry, new Date(stamp), new Date(stamp))
      expect(await contender.attempt()).toMatchObject({ _tag: "Busy", isCertain: true })
    }
    await lock.release()
  })

  it("notices its loss, and is not taken from the next owner", async () => {
    const lock = await acquire(file)
    rmSync(join(`${file}.lock`, readdirSync(`${file}.lock`)[0]!))
    const next = await acquire(file)
    expect(await lock.isHeld()).toBe(false)
    await lock.release()
    expect(await next.isHeld()).toBe(true)
    await next.release()
  })

  it("replaces an old plain file of that name", async () => {
    writeFileSync(`${file}.lock`, "")
    utimesSync(`${file}.lock`, new Date(0), new Date(0))
    await (await acquire(file)).release()
    expect(readdirSync(folder)).toEqual([])
  })

  it("removes what a process left that died while acquiring it", async () => {
    const candidate = `${file}.lock.${crypto.randomUUID()}`
    mkdirSync(candidate)
    const { pid } = spawnSync(process.execPath, ["-e", ""])
    writeFileSync(join(candidate, "entry"), JSON.stringify({ ...(await self()), pid }))
    await (await acquire(file)).release()
    expect(readdirSync(folder)).toEqual([])
  })

  it("is the same for a file and links to it", async () => {
    symlinkSync("real.json", join(folder, "link.json"))
    const lock = await acquire(join(folder, "link.json"))
    await expect(acquire(join(folder, "real.json"))).rejects.toMatchObject({ _tag: "FileBusy" })
    await lock.release()
    expect(readdirSync(folder)).toEqual(["link.json"])
  })

  it("reports a missing folder", async () => {
    await expect(acquire(join(folder, "none", "state.json"))).rejects.toMatchObject({
      _tag: "FileLockError",
      code: "ENOENT",
      message: `Cannot lock ${join(folder, "none", "state.json")}: the folder does not exist: create it first.`
    })
  })

  it("has one holder at a time while four processes race for it", async () => {
    expect(await race(file, 4, 80)).toEqual({ held: 80, notAlone: 0 })
  })
})
