/** Processes that share GetSales' limit through Redis: they use it up, and the vendor never has to say so. */
import { availableParallelism, loadavg } from "node:os"
import { setTimeout } from "node:timers/promises"
import { afterAll, beforeAll, expect, it } from "vitest"
import { emailOf, newFolder, profilesOf, run, start, write } from "../test/command.ts"
import { startSandboxes } from "../test/Sandboxes.ts"

const redis = process.env["REDIS_URL"]
const database = process.env["DATABASE_URL"]
const contacts = 40
/** Of GetSales: 300 calls in any minute. */
const callsASecond = 5

let sandboxes: Awaited<ReturnType<typeof startSandboxes>>
beforeAll(async () => {
  sandboxes = await startSandboxes()
}, 120_000)
afterAll(() => sandboxes.close())

it.skipIf(redis === undefined || database === undefined)(
  "three processes use a vendor's limit up and never exceed it (without REDIS_URL and DATABASE_URL, the addresses of a Redis and of a PostgreSQL, this is skipped)",
  async () => {
    const folder = await newFolder()
    await write(folder, "c.csv", profilesOf(contacts))
    const ofGetSales = Object.entries(sandboxes.env).filter(([name]) => name.startsWith("GETSALES"))
    const env = { ...Object.fromEntries(ofGetSales), DATABASE_URL: database!, REDIS_URL: redis! }
    const workers = [1, 2].map(() => start(folder, ["worker", "--concurrency", "16"], env))
    try {
      for (const { output } of workers) while (!output.stdout.includes("Working for")) await setTimeout(20)
      const { code, stderr, stdout } = await run(folder, ["--csv", "c.csv", "--concurrency", "16"], env)
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      expect(stdout).not.toContain("429")
      expect((await sandboxes.reached()).messaged).toEqual(
        Array.from({ length: contacts }, (_, index) => emailOf(index + 1))
      )
      const log = await sandboxes.log("getsales")
      expect(log.filter(({ status }) => status === 429)).toEqual([])
      // Once all processes have enough to do: the quickest so many calls in a row.
      const inARow = 60
      const seconds = log.slice(inARow).map(({ at }, index) => (at - log[index]!.at) / 1000)
      const used = inARow / Math.min(...seconds) / callsASecond
      console.log(`${(100 * used).toFixed(1)}% of the limit used`)
      // A starved machine does not make the calls that the limit lets through.
      const isStarved = loadavg()[0]! > 2 * availableParallelism()
      expect(used).toBeGreaterThanOrEqual(isStarved ? 0.5 : 0.95)
    } finally {
      for (const { child } of workers) child.kill("SIGKILL")
    }
  },
  300_000
)
