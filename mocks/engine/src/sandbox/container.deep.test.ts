/** A restart in a container: process 1 is killed, and process 1 of the next container gets the state file. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it, onTestFinished } from "vitest"
import type { Untyped } from "./Json.ts"

const program = fileURLToPath(new URL("../../test/shopServer.ts", import.meta.url))
const hasNamespaces = spawnSync("unshare", ["-Urmpf", "true"]).status === 0

/** A sandbox as process 1 of its own namespace, as in a container, with this machine's network. */
const container = async (file: string) => {
  const command = [process.execPath, "--conditions=@salesbridge/source", program, file]
  const child = spawn("unshare", ["-Urpf", "--mount-proc", "--kill-child", ...command], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  onTestFinished(() => void child.kill("SIGKILL"))
  const [line] = (await once(child.stdout, "data")).map(String)
  const kill = async () => {
    const closed = once(child.stdout, "close")
    child.kill("SIGKILL")
    await closed
  }
  return { url: line!.trim(), kill }
}

it.runIf(hasNamespaces)(
  "a state file passes from one killed container to the next (without `unshare -Ur` this is skipped)",
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "container-"))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, "state.json")
    for (let round = 1; round <= 2; round++) {
      const { kill, url } = await container(file)
      const headers = { "content-type": "application/json" }
      const body = JSON.stringify({ item: `cake ${round}` })
      expect((await fetch(`${url}/orders?key=k`, { method: "POST", headers, body })).status).toBe(201)
      const { orders } = (await (await fetch(`${url}/_sandbox/state`)).json()) as Untyped
      expect(orders).toHaveLength(1 + round)
      await kill()
    }
  }
)
