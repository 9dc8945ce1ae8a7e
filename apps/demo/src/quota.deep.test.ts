/** Processes that share GetSales' limit through Redis. They use all of it, and the vendor never refuses a call. */
import type { Entry } from "@salesbridge/mocks/sandbox"
import { availableParallelism, loadavg } from "node:os"
import { expect, it, vi } from "vitest"
import { emailOf, newFolder, profilesOf, runHere, start } from "../test/command.ts"
import { newDatabase } from "../test/database.ts"
import { startSandboxes } from "../test/Sandboxes.ts"

const redis = process.env["REDIS_URL"]
const database = process.env["DATABASE_URL"]
const contacts = 125
/** GetSales takes so many calls in each minute; the sandbox counts them by the minutes of its clock. */
const limit = 300
const window = 60_000

it.skipIf(redis === undefined || database === undefined)(
  "three processes use a vendor's limit up and never exceed it (without REDIS_URL and DATABASE_URL, the addresses of a Redis and of a PostgreSQL, this is skipped)",
  async () => {
    const folder = await newFolder({ "c.csv": profilesOf(contacts) })
    const log: Array<Entry> = []
    const sandboxes = await startSandboxes({ onRequest: (entry) => log.push(entry) })
    const ofGetSales = Object.entries(sandboxes.env).filter(([name]) => name.startsWith("GETSALES"))
    const env = { ...Object.fromEntries(ofGetSales), DATABASE_URL: await newDatabase(), REDIS_URL: redis! }
    const workers = [1, 2].map(() => start(folder, ["worker", "--concurrency", "16"], env))
    try {
      for (const { output } of workers) await vi.waitUntil(() => output.stdout.includes("Working for"), 60_000)
      const args = ["--csv", "c.csv", "--concurrency", "16"]
      const job = runHere(folder, args, env)
      // Once all processes have enough to do, a minute begins.
      await vi.waitUntil(() => log.length >= 30, { timeout: 60_000, interval: 20 })
      const now = sandboxes.getsales.now().getTime()
      await sandboxes.getsales.advance(window - (now % window))
      const begin = Math.ceil(now / window) * window
      const { code, stderr, stdout } = await job
      expect(code, stderr).toBe(0)
      expect(stdout).not.toContain("429")
      // On a starved machine Redis may answer too late, which the report says.
      if (stdout.includes("failed; see the details")) await runHere(folder, args, env)
      expect(sandboxes.reached().messaged).toEqual(
        Array.from({ length: contacts }, (_, index) => emailOf(index + 1)).toSorted()
      )
      expect(log.filter(({ status }) => status === 429)).toEqual([])
      const used = log.filter(({ at }) => at >= begin && at < begin + window).length / limit
      console.log(`${(100 * used).toFixed(1)}% of a whole minute's limit used`)
      // A starved machine does not make the calls that the limit lets through.
      const isStarved = loadavg()[0]! > 2 * availableParallelism()
      expect(used).toBeGreaterThanOrEqual(isStarved ? 0.5 : 0.95)
    } finally {
      for (const { child } of workers) child.kill("SIGKILL")
    }
  },
  900_000
)
