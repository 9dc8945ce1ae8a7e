/**
 * Runs that are killed at random moments, and workers that are killed or cut off: sandboxes in a process of their own
 * show that each person is added, messaged and put on the cadence exactly once, and nobody who unsubscribed is.
 *
 * `DEMO_KILLS` says how often, 2 by default.
 */
import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { setTimeout } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { poolSize } from "./durable/pool.ts"
import { Steps } from "./durable/Steps.ts"
import { layerStores } from "./durable/Storage.ts"
import { emailOf, newFolder, profileOf, rowOf, run, runHere, start, write } from "../test/command.ts"
import { startProxy } from "../test/Proxy.ts"
import { startSandboxes } from "../test/Sandboxes.ts"
import { list, startVendors } from "../test/Vendors.ts"

const kills = Number(process.env["DEMO_KILLS"] ?? 2)
const database = process.env["DATABASE_URL"]
const contacts = 24
const killsOfOneRun = 4

/** Others each time, so that what was done before for some says nothing about the rest. */
let people = 0
const newPeople = async (count = contacts) => {
  const emails = Array.from({ length: count }, () => emailOf(1000 + ++people))
  const gone = emails.filter((_, index) => index % 8 === 3)
  const folder = await newFolder()
  const rows = emails.map((email) => `First,${email},${profileOf(email)}\n`).join("")
  await write(folder, "c.csv", `First Name,Email,LinkedIn\n${rows}`)
  await write(folder, "no.txt", `${gone.join("\n")}\n`)
  const expected = emails.filter((email) => !gone.includes(email))
  const reached = async () => {
    const all = await sandboxes.reached()
    const ours = (emails_: ReadonlyArray<string>) => emails_.filter((email) => emails.includes(email))
    return { added: ours(all.added), messaged: ours(all.messaged), enrolled: ours(all.enrolled) }
  }
  return { folder, reached, once: { added: expected, messaged: expected, enrolled: expected } }
}

let sandboxes: Awaited<ReturnType<typeof startSandboxes>>
beforeAll(async () => {
  sandboxes = await startSandboxes("--no-limits", "--fault", "salesblink:latency=20ms")
}, 120_000)
afterAll(() => sandboxes.close())

const args = ["--csv", "c.csv", "--unsubscribed", "no.txt"]

/** One run is enough: nobody fails or is left out, since no vendor refuses anybody. */
const expectAllDone = ({ code, stderr, stdout }: Awaited<ReturnType<typeof run>>) => {
  // On a busy machine it may say that the database was slow.
  const problems = stderr.replaceAll(/^Shard lock storage is unhealthy: .*\n/gm, "")
  expect({ code, stderr: problems.trim() }).toEqual({ code: 0, stderr: "" })
  expect(stdout).not.toMatch(/failed; see the details|not tried; the vendor was left/)
}

/** Waits until the run begins to read, after which it writes. */
const underWay = async ({ child, output }: ReturnType<typeof start>) => {
  while (!output.stdout.includes("Reading who is there")) {
    expect(child.exitCode).toBeNull()
    await setTimeout(5)
  }
}

/** How long an undisturbed run is under way, in milliseconds. */
const duration = async (job: ReturnType<typeof start>) => {
  await underWay(job)
  const began = performance.now()
  expectAllDone(await job.exit)
  return performance.now() - began
}

/** Waits for a random moment of a run; whether it is still under way then. The first run, which set the time, is slow. */
const striker = (lasts: number) => async (job: ReturnType<typeof start>) => {
  await underWay(job)
  await setTimeout(Math.random() * lasts)
  const isUnderWay = job.child.exitCode === null
  if (!isUnderWay) lasts *= 0.8
  return isUnderWay
}

const onDatabase = (...statements: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) => Effect.forEach(statements, (statement) => sql.unsafe(statement))).pipe(
    Effect.provide(PgClient.layer({ url: Redacted.make(database!) })),
    Effect.runPromise
  )

describe("each person exactly once", { timeout: 30 * 60_000 }, () => {
  it(`where ${kills} runs on SQLite are killed at random moments`, async () => {
    const { folder, once, reached } = await newPeople()
    const strike = striker(await duration(start(folder, args, sandboxes.env)))
    expect(await reached()).toEqual(once)
    let killed = 0
    while (killed < kills) {
      const { folder, once, reached } = await newPeople()
      for (let times = 0; times < killsOfOneRun && killed < kills; times++) {
        const job = start(folder, args, sandboxes.env)
        if (await strike(job)) killed++
        job.child.kill("SIGKILL")
        await job.exit
      }
      expectAllDone(await run(folder, args, sandboxes.env))
      expect(await reached()).toEqual(once)
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
    expectAllDone(await run(folder, args, sandboxes.env))
    expect(await reached()).toEqual(once)
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
        const startJob = (folder: string) => start(folder, args, { ...sandboxes.env, DATABASE_URL: database! })
        const strike = striker(await duration(startJob((await newPeople()).folder)))
        for (let round = 0; round < kills;) {
          const { folder, once, reached } = await newPeople()
          const job = startJob(folder)
          const [killed, cut] = [round % 3, (round + 1) % 3] as const
          if (await strike(job)) round++
          workers[killed]!.child.kill("SIGKILL")
          proxies[cut]!.cut()
          expectAllDone(await job.exit)
          expect(await reached()).toEqual(once)
          proxies[cut]!.mend()
          workers[killed] = startWorker(killed)
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
    const { folder, once, reached } = await newPeople()
    const slow = { latency: "1s", count: 16 }
    await Promise.all(["salesblink", "getsales", "salesloft"].map((vendor) => sandboxes.post(vendor, "/faults", slow)))
    const env = { ...sandboxes.env, DATABASE_URL: database! }
    const job = start(folder, args, env)
    while ((await reached()).added.length < 4) await setTimeout(50)
    const before = await reached()
    job.child.kill("SIGINT")
    expect((await job.exit).code).toBe(130)
    const after = await reached()
    for (const at of ["added", "messaged", "enrolled"] as const)
      expect(after[at].length - before[at].length).toBeLessThanOrEqual(4)
    expectAllDone(await run(folder, args, env))
    expect(await reached()).toEqual(once)
  })

  it.skipIf(database === undefined)(
    "where PostgreSQL has only as many connections as two processes take, and says so to a third",
    async () => {
      const role = `demo_few_${process.pid}`
      await onDatabase(
        `CREATE ROLE ${role} LOGIN PASSWORD 'few' CONNECTION LIMIT ${2 * poolSize}`,
        `GRANT "${decodeURIComponent(new URL(database!).username)}" TO ${role}`,
        `GRANT CREATE ON SCHEMA public TO ${role}`
      )
      const { folder, once, reached } = await newPeople()
      const url = Object.assign(new URL(database!), { username: role, password: "few" }).href
      const env = { ...sandboxes.env, DATABASE_URL: url }
      const workers = [2, 3].map((last) => start(folder, ["worker", "--host", `127.0.0.${last}`], env))
      const [first, second] = workers as [(typeof workers)[0], (typeof workers)[0]]
      try {
        for (const { output } of workers) await vi.waitUntil(() => output.stdout.includes("Working for"), 60_000)
        const refused = await run(folder, args, env)
        expect(refused.stderr).toMatch(
          /^Cannot use the database that DATABASE_URL names: .*\. PostgreSQL has no free connection, .*\.\n$/
        )
        expect(refused.code).toBe(1)
        first.child.kill("SIGKILL")
        await first.exit
        expectAllDone(await run(folder, args, env))
        expect(await reached()).toEqual(once)
      } finally {
        for (const { child } of workers) child.kill("SIGKILL")
        await second.exit
        await onDatabase(`REASSIGN OWNED BY ${role} TO CURRENT_USER`, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`)
      }
    }
  )
})
