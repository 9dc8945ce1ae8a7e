/**
 * Measures how much of a limit is used by calls that must not exceed it, in one process and in four that share it
 * through Redis. `main.ts sliding` measures only the scenarios with that word in their title.
 */
import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { table } from "../report.ts"
import { bursts, type Counting, flowOf, type Use } from "./Limited.ts"

interface Scenario {
  readonly title: string
  readonly counting: Counting
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
  readonly what: "contacts" | "pages"
  /** Milliseconds by which the clock of each process is ahead. */
  readonly clocks: ReadonlyArray<number>
}

const windows = Number(process.env["BENCH_WINDOWS"] ?? 4)
const fixed = { counting: "fixed", limit: 100, window: 5000, what: "contacts" } as const
const sliding = { ...fixed, counting: "sliding" } as const
const pages = { counting: "fixed", limit: 600, window: 10_000, what: "pages" } as const
const [one, four, skewed] = [[0], [0, 0, 0, 0], [0, 60_000, -60_000, 0]]
const scenarios: ReadonlyArray<Scenario> = [
  { ...fixed, title: "fixed window", clocks: one },
  { ...fixed, title: "fixed window", clocks: four },
  { ...sliding, title: "sliding window", clocks: one },
  { ...sliding, title: "sliding window", clocks: four },
  { ...pages, title: "Salesloft's units, deep pages", clocks: one },
  { ...pages, title: "Salesloft's units, deep pages", clocks: four },
  { ...fixed, title: "fixed window, clocks 60 s apart", clocks: skewed },
  { ...sliding, title: "sliding window, clocks 60 s apart", clocks: skewed }
]

const started = (file: string, args: ReadonlyArray<string | number>): ChildProcess => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args.map(String))
  process.once("exit", () => child.kill())
  return child
}

const messageFrom = <A>(child: ChildProcess): Promise<A> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`a process of the quota benchmark ended: ${child.spawnargs.join(" ")}`))
    child.once("exit", ended)
    child.once("message", (message) => {
      child.off("exit", ended)
      resolve(message as A)
    })
  })

const ask = <A>(child: ChildProcess, what: string): Promise<A> => {
  const answer = messageFrom<A>(child)
  child.send(what)
  return answer
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/**
 * Returns the address of a Redis: the given one, or one started for this run. Returns `undefined` if Redis is not
 * installed.
 */
const redisUrl = async (): Promise<string | undefined> => {
  const given = process.env["REDIS_URL"]
  if (given !== undefined) return given
  if (spawnSync("redis-server", ["--version"]).status !== 0) return undefined
  const port = await freePort()
  const server = spawn("redis-server", [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no"
  ])
  process.once("exit", () => server.kill())
  for await (const line of server.stdout) if (String(line).includes("Ready to accept connections")) break
  server.stdout.resume()
  return `redis://127.0.0.1:${port}`
}

const measure = async ({ clocks, counting, limit, what, window }: Scenario, redis: string | undefined) => {
  const server = started("server.ts", [counting, limit, window])
  const url = await messageFrom<string>(server)
  const key = randomUUID()
  const workers = clocks.map((ahead) =>
    started("worker.ts", [url, limit, window, what, ahead, key, ...(clocks.length > 1 ? [redis!] : [])])
  )
  await Promise.all(workers.map(messageFrom))
  for (const worker of workers) worker.send("go")
  // First calls load modules and connect.
  await setTimeout(window)
  server.send("begin")
  // Windows of the clock do not start with the measurement, so it lasts one window longer to contain all counted ones.
  await setTimeout((windows + (counting === "fixed" ? 1 : 0)) * window + 200)
  const use = await ask<Use>(server, "report")
  const ends = await Promise.all(workers.map((_) => ask<{ readonly failed: number }>(_, "report")))
  for (const child of [...workers, server]) child.kill()
  return { ...use, failed: ends.reduce((sum, _) => sum + _.failed, 0) }
}

// Every child ends with this process, even if it is interrupted.
process.setMaxListeners(0)
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1))
const wanted = process.argv[2] ?? ""
const redis = await redisUrl()
console.log(`Use of a quota: units that the server counted in ${windows} complete windows\n`)
const measured: Array<readonly [Scenario, Awaited<ReturnType<typeof measure>>]> = []
for (const scenario of scenarios.filter(({ title }) => title.includes(wanted))) {
  if (scenario.clocks.length > 1 && redis === undefined) {
    console.log(
      `Skipped: ${scenario.title}, ${scenario.clocks.length} processes. It needs REDIS_URL, or redis-server on PATH.`
    )
  } else measured.push([scenario, await measure(scenario, redis)])
}
const percent = (share: number) => `${(100 * share).toFixed(1)}%`
console.log(
  table(
    ["", "limit", "processes", "used", "flow", "429s", "most in a window", "calls failed"],
    measured.map(([{ clocks, limit, title, what, window }, { failed, mostRefused, refused, used }]) => [
      title,
      `${limit} in ${window / 1000} s`,
      String(clocks.length),
      percent(used),
      percent(flowOf({ limit, window }, bursts[what])),
      String(refused),
      String(mostRefused),
      String(failed)
    ])
  )
)
console.log(
  "flow: what the quota admits in the long run: the limit without a burst, in a window that is slightly longer.\n" +
    `Salesloft's own window is a minute; there the flow is ${percent(flowOf({ limit: 600, window: 60_000 }, bursts.pages))}.`
)
const met = (isMet: boolean) => (isMet ? "met" : "NOT met")
const lowest = Math.min(...measured.map(([, { used }]) => used))
const most = Math.max(...measured.map(([, { mostRefused }]) => mostRefused))
const failed = measured.reduce((sum, [, use]) => sum + use.failed, 0)
console.log(`Goal: at least 95% used: at least ${(100 * lowest).toFixed(1)}%, ${met(lowest >= 0.95)}`)
console.log(`Goal: at most one 429 in a window: ${most}, ${met(most <= 1)}`)
console.log(`Goal: no call fails: ${failed}, ${met(failed === 0)}\n`)
process.exit(0)
