/** What takes many processes, or a namespace of its own. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { race } from "../test/race.ts"
import { acquire } from "./index.ts"

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"))
  file = join(folder, "state.json")
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const program = fileURLToPath(new URL("../test/holder.ts", import.meta.url))
const hasNamespaces = spawnSync("unshare", ["-Urmpf", "true"]).status === 0

describe("the lock of a file", { timeout: 300_000 }, () => {
  it("has one holder at a time while eight processes race for it 200 times, including dead owners", async () => {
    expect(await race(file, 8, 200)).toEqual({ held: 200, notAlone: 0 })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe.runIf(hasNamespaces)("in containers (without `unshare -Ur` this is skipped)", { timeout: 60_000 }, () => {
  it("is held by process 1 of another container until that is killed", async () => {
    const container = spawn("unshare", ["-Urpf", "--mount-proc", "--kill-child", process.execPath, program, file], {
      stdio: ["ignore", "pipe", "inherit"]
    })
    await once(container.stdout, "data")
    await expect(acquire(file)).rejects.toMatchObject({ _tag: "FileBusy", owner: { pid: 1 } })
    container.kill("SIGKILL")
    await once(container.stdout, "close")
    await (await acquire(file)).release()
  })

  it("says that a disk is full, and leaves nothing behind", () => {
    const script = `
      const { acquire } = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)})
      const { readdirSync } = await import("node:fs")
      const error = await acquire("/mnt/state.json").then(() => ({}), (error) => error)
      console.log(JSON.stringify([error.message, readdirSync("/mnt")]))`
    const full = "mount -t tmpfs -o size=4k tmpfs /mnt && head -c 4096 /dev/zero > /mnt/full"
    const run = `${full} && exec "$0" --input-type=module -e "$1"`
    const { stdout } = spawnSync("unshare", ["-Urm", "sh", "-c", run, process.execPath, script], { encoding: "utf8" })
    expect(JSON.parse(stdout)).toEqual([
      "Cannot lock /mnt/state.json: the disk is full: free some space and try again.",
      ["full"]
    ])
  })
})
