/**
 * Runs that are killed at random moments, or when a vendor has written but not answered, and workers that are killed or
 * cut off: sandboxes in this process show that each person is added, messaged and put on the cadence exactly once, and
 * nobody who unsubscribed is.
 *
 * `DEMO_KILLS` says how often, 2 by default.
 */
import { Effect, Redacted } from "effect"
import { setTimeout } from "node:timers/promises"
import { beforeAll, describe, expect, it, vi } from "vitest"
import { poolSize } from "./durable/pool.ts"
import { Steps } from "./durable/Steps.ts"
import { layerStores } from "./durable/Storage.ts"
import { defaultJournal } from "./flags.ts"
import { emailOf, newFolder, profileOf, rowOf, runHere, start, write } from "../test/command.ts"
import { onDatabase } from "../test/database.ts"
import { startProxy } from "../test/Proxy.ts"
import { startSandboxes } from "../test/Sandboxes.ts"
import { list, startVendors } from "../test/Vendors.ts"

const kills = Number(process.env["DEMO_KILLS"] ?? 2)
const database = process.env["DATABASE_URL"]
const contacts = 12
const killsOfOneRun = 4

/** Others each time, so that what was done before for some, also in an earlier test run, says nothing about the rest. */
let people = Date.now()
const newPeople = async (count = contacts) => {
  const emails = Array.from({ length: count }, () => emailOf(++people))
  const gone = emails.filter((_, index) => index % 4 === 3)
  const folder = await newFolder()
  const rows = emails.map((email) => `First,${email},${profileOf(email)}\n`).join("")
  await write(folder, "c.csv", `First Name,Email,LinkedIn\n${rows}`)
  await write(folder, "no.txt", `${gone.join("\n")}\n`)
  const expected = emails.filter((email) => !gone.includes(email))
  const reached = () => {
    const all = sandboxes.reached()
    const ours = (emails_: ReadonlyArray<string>) => emails_.filter((email) => emails.includes(email))
    return { added: ours(all.added), messaged: ours(all.messaged), enrolled: ours(all.enrolled) }
  }
  /** How many of them are still to be added, messaged and put on the cadence. */
  const left = () => 3 * expected.length - Object.values(reached()).flat().length
  return { folder, left, reached, once: { added: expected, messaged: expected, enrolled: expected } }
}

/** Each has its effect before the process learns of it. */
const writes = ["sendLinkedInMessage", "createCadenceMembership", "addContacts"]

let requests = 0
/** Called when a vendor has done what a request asks for, before it answers. */
let onRequest = (_operation: string | undefined) => {}
let sandboxes: Awaited<ReturnType<typeof startSandboxes>>
beforeAll(async () => {
  sandboxes = await startSandboxes({
    limits: false,
    onRequest: ({ operation }) => {
      requests++
      onRequest(operation)
    }
  })
  sandboxes.salesblink.fault({ latency: 20 })
})

const args = ["--csv", "c.csv", "--unsubscribed", "no.txt"]

/** One run is enough: nobody fails or is left out, since no vendor refuses anybody. */
const expectAllDone = ({
  code,
  stderr,
  stdout
}: Awaited<ReturnType<typeof runHere> | ReturnType<typeof start>["exit"]>) => {
  // On a busy machine it may say that the database was slow.
  const problems = stderr.replaceAll(/^Shard lock storage is unhealthy: .*\n/gm, "")
  expect({ code, stderr: problems.trim() }).toEqual({ code: 0, stderr: "" })
  expect(stdout).not.toMatch(/failed; see the details|not tried; the vendor was left/)
}

/** The same command again, within this process. */
const runAgain = (folder: string, env: Record<string, string>) =>
  runHere(folder, [...args, "--journal", defaultJournal], env)

/** Waits for a random moment of a run, by its requests; whether it is still under way then. */
const strike = async (run: Promise<unknown>, left: number) => {
  let ended = false
  void run.finally(() => (ended = true))
  // It makes two for each thing that is left to do, and some more.
  const until = requests + 2 * left * Math.random()
  await vi.waitUntil(() => requests > until || ended, { timeout: 600_000, interval: 5 })
  return !ended
}

describe("each person exactly once", { timeout: 30 * 60_000 }, () => {
  it(`where ${kills} runs on SQLite are killed, every other one when a vendor has written and not answered`, async () => {
    let killed = 0
    while (killed < kills) {
      const { folder, left, once, reached } = await newPeople()
      for (let times = 0; times < killsOfOneRun && killed < kills; times++) {
        const { child, exit } = start(folder, args, sandboxes.env)
        const write = killed % 2 === 0 ? writes[(killed / 2) % writes.length] : undefined
        let earlier = Math.floor(3 * Math.random())
        onRequest = (operation) => {
          if (operation === write && earlier-- === 0) child.kill("SIGKILL")
        }
        if (write === undefined && (await strike(exit, left()))) child.kill("SIGKILL")
        await exit
        if (child.signalCode === "SIGKILL") killed++
        else if (times === 0 && write !== undefined) throw new Error(`Nobody calls ${write}.`)
      }
      expectAllDone(await runAgain(folder, sandboxes.env))
      expect(reached()).toEqual(once)
    }
  })

  it("where the disk is full, which ends the run soon and in words", async () => {
    const { folder, once, reached } = await newPeople()
    for (const blocks of [700, 1400]) {
      const { code, stderr } = await start(folder, args, sandboxes.env, { blocks }).exit
      expect(stderr).toMatch(
        /^Stopped: the journal \S+ cannot be written to: (database or disk is full|disk I\/O error)\. (Make room on|See to) its disk, then start the same command again\.\n$/
      )
      expect(code).toBe(1)
    }
    expectAllDone(await runAgain(folder, sandboxes.env))
    expect(reached()).toEqual(once)
  })

  it.skipIf(database === undefined)(
    `where ${kills} jobs on PostgreSQL lose one of three workers, and another is cut off (without DATABASE_URL, the address of a PostgreSQL server, this is skipped)`,
    async () => {
      const url = new URL(database!)
      const through = (port: number) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href
      const proxies = await Promise.all(
        [0, 1, 2].map(() => startProxy({ host: url.hostname, port: Number(url.port || 5432) }))
      )
      const folder = await newFolder()
      const startWorker = (index: number) => {
        const env = { ...sandboxes.env, DATABASE_URL: through(proxies[index]!.port) }
        // As on computers of their own: each has another address.
        return start(folder, ["worker", "--host", `127.0.0.${index + 2}`], env)
      }
      const workers = [0, 1, 2].map(startWorker)
      try {
        for (const { output } of workers) await vi.waitUntil(() => output.stdout.includes("Working for"), 60_000)
        for (let round = 0; round < kills;) {
          const { folder, left, once, reached } = await newPeople()
          const job = runAgain(folder, { ...sandboxes.env, DATABASE_URL: database! })
          const [killed, cut] = [round % 3, (round + 1) % 3] as const
          if (await strike(job, left())) round++
          workers[killed]!.child.kill("SIGKILL")
          proxies[cut]!.cut()
          expectAllDone(await job)
          expect(reached()).toEqual(once)
          proxies[cut]!.mend()
          if (round < kills) workers[killed] = startWorker(killed)
        }
      } finally {
        for (const { child } of workers) child.kill("SIGKILL")
        for (const proxy of proxies) proxy.close()
      }
    }
  )

  it.skipIf(database === undefined)(
    "where another process takes over what a suspended one was sending, and sends it",
    async () => {
      const vendors = await startVendors()
      const takeOver = "UPDATE demo_steps SET owner = 'other', state = 'done' WHERE state = 'doing'"
      const waits = { status: 429, retryAfter: 1, count: 1 } as const
      const taken = new Promise<void>((resolve) => {
        vendors.fault(
          "getsales",
          { operation: "sendLinkedInMessage", ...waits },
          () => void onDatabase(takeOver).then(() => resolve())
        )
      })
      const { folder, once } = await newPeople(1)
      const env = { ...vendors.at("127.0.0.1", ["getsales"]), DATABASE_URL: database! }
      const args = ["--csv", "c.csv", "--getsales-list", list, "--getsales-sender", list, "--message", "Hello"]
      const { code, stdout } = await runHere(folder, args, env)
      await taken
      expect(vendors.messaged()).toEqual([])
      expect(rowOf(stdout, once.messaged[0]!)).toMatch(/ there$/)
      expect(code).toBe(0)
    }
  )

  it.skipIf(database === undefined)("where another process sent a step since this one looked it up", async () => {
    const step = { target: `vendor ${process.pid}`, step: "add", email: "a@example.com" }
    const storage = { _tag: "PostgreSQL", url: Redacted.make(database!), at: { host: "127.0.0.1", port: 0 } } as const
    const sent = await Steps.use((steps) =>
      Effect.gen(function* () {
        const now = yield* steps.clock
        const values = `'${step.target}', 'add', '${step.email}', 'doing', 'other', ${now - 60_000}`
        yield* Effect.promise(() => onDatabase(`INSERT INTO demo_steps VALUES (${values})`))
        const send = (looked: number) => steps.sendOnce(step, Effect.succeed("sent"), () => "done", looked)
        return { early: yield* send(now - 120_000), late: yield* send(now) }
      })
    ).pipe(Effect.provide(layerStores(storage)), Effect.runPromise)
    expect(sent).toMatchObject({ early: undefined, late: { sent: { success: "sent" } } })
  })

  it.skipIf(database === undefined)("where Ctrl-C ends a job on PostgreSQL, which begins nothing more", async () => {
    const { folder, once, reached } = await newPeople(24)
    const { getsales, salesblink, salesloft } = sandboxes
    for (const sandbox of [salesblink, getsales, salesloft]) sandbox.fault({ latency: "1s", count: 16 })
    const env = { ...sandboxes.env, DATABASE_URL: database! }
    const control = new AbortController()
    const job = runHere(folder, args, env, control.signal)
    // Each look copies all that the sandboxes know.
    while (reached().added.length < 4) await setTimeout(250)
    const before = reached()
    control.abort()
    expect((await job).code).toBe(130)
    const after = reached()
    for (const at of ["added", "messaged", "enrolled"] as const)
      expect(after[at].length - before[at].length).toBeLessThanOrEqual(4)
    expectAllDone(await runAgain(folder, env))
    expect(reached()).toEqual(once)
  })

  it.skipIf(database === undefined)(
    "where PostgreSQL has only as many connections as one process takes, and says so to a second",
    async () => {
      const role = `demo_few_${process.pid}`
      await onDatabase(
        `CREATE ROLE ${role} LOGIN PASSWORD 'few' CONNECTION LIMIT ${poolSize}`,
        `GRANT "${decodeURIComponent(new URL(database!).username)}" TO ${role}`,
        `GRANT CREATE ON SCHEMA public TO ${role}`
      )
      const { folder, once, reached } = await newPeople()
      const url = Object.assign(new URL(database!), { username: role, password: "few" }).href
      const env = { ...sandboxes.env, DATABASE_URL: url }
      const { child, exit, output } = start(folder, ["worker"], env)
      try {
        await vi.waitUntil(() => output.stdout.includes("Working for"), 60_000)
        const refused = await runAgain(folder, env)
        expect(refused.stderr).toMatch(
          /^Cannot use the database that DATABASE_URL names: .*\. PostgreSQL has no free connection, .*\.\n$/
        )
        expect(refused.code).toBe(1)
        child.kill("SIGKILL")
        await exit
        expectAllDone(await runAgain(folder, env))
        expect(reached()).toEqual(once)
      } finally {
        child.kill("SIGKILL")
        await exit
        await onDatabase(`REASSIGN OWNED BY ${role} TO CURRENT_USER`, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`)
      }
    }
  )
})
