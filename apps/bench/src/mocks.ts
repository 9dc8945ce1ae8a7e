/**
 * Measures sandboxes beside the examples that Prism serves: answers in a second, memory, and the time from the command
 * to the first answer. Both are the same command in two modes, built, each in a process of its own, asked in turns.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { rate } from "./load.ts"
import { median, table } from "./report.ts"

const modes = ["examples", "sandbox"] as const
type Mode = (typeof modes)[number]

interface Address {
  readonly vendor: string
  readonly url: string
}

interface Running {
  readonly child: ChildProcess
  readonly mocks: ReadonlyArray<Address>
}

/** One call of each vendor; what it answers is about as long in both modes. */
const calls: Readonly<Record<string, { readonly path: string; readonly headers?: Record<string, string> }>> = {
  salesflow: { path: "/api/accounts/list?token=token" },
  salesblink: { path: "/api/my-team", headers: { authorization: "key" } },
  getsales: {
    path: "/leads/api/lists?limit=1",
    headers: { authorization: "Bearer token" }
  },
  salesloft: { path: "/v2/me", headers: { authorization: "Bearer token" } }
}

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 11)
const starts = Number(process.env["BENCH_STARTS"] ?? 11)
const concurrency = 16
/** Milliseconds of each round of each mode. */
const length = 1000
/** Milliseconds before the first round, until the engine's compiler has settled. */
const warmup = 3000

const bin = fileURLToPath(new URL("dist/bin.js", import.meta.resolve("@salesbridge/mocks/package.json")))
const children: Array<ChildProcess> = []
process.once("exit", () => {
  for (const child of children) child.kill()
})

const start = async (mode: Mode): Promise<Running> => {
  const limits = mode === "sandbox" ? ["--no-limits"] : []
  const child = spawn(process.execPath, [bin, "--mode", mode, "--port-base", "0", "--json", ...limits], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  children.push(child)
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`the command ended with ${code}`)))
  failed.catch(() => undefined)
  const [line] = (await Promise.race([once(child.stdout, "data"), failed])) as [Buffer]
  return { child, mocks: JSON.parse(line.toString()) as ReadonlyArray<Address> }
}

const stop = async ({ child }: Pick<Running, "child">): Promise<void> => {
  child.kill()
  await once(child, "exit")
}

const rateOf = (running: Running, vendor: string, time: number): Promise<number> => {
  const { headers = {}, path } = calls[vendor]!
  const { url } = running.mocks.find((mock) => mock.vendor === vendor)!
  return rate({ url, path, headers, connections: concurrency, time })
}

/** Resident memory in MiB. */
const memory = ({ child }: Pick<Running, "child">): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024

/** What Node itself takes to serve HTTP for so many milliseconds: resident memory in MiB. */
const bareServer = async (time: number): Promise<number> => {
  const program = `require("node:http").createServer((_, response) => response.end("{}")).listen(0, "127.0.0.1", function () {
    console.log(this.address().port)
  })`
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] })
  children.push(child)
  const [port] = (await once(child.stdout, "data")) as [Buffer]
  await rate({
    url: `http://127.0.0.1:${port.toString().trim()}`,
    path: "/",
    headers: {},
    connections: concurrency,
    time: Math.min(time, 10_000)
  })
  const taken = memory({ child })
  await stop({ child })
  return taken
}

/** Milliseconds from the command until each vendor has answered. */
const firstAnswers = async (mode: Mode): Promise<number> => {
  const began = performance.now()
  const running = await start(mode)
  await Promise.all(
    running.mocks.map(async ({ url, vendor }) => {
      const { headers = {}, path } = calls[vendor]!
      await (await fetch(url + path, { headers })).text()
    })
  )
  const took = performance.now() - began
  await stop(running)
  return took
}

const running = { examples: await start("examples"), sandbox: await start("sandbox") }
const idle = { examples: memory(running.examples), sandbox: memory(running.sandbox) }

console.log(
  `Answers in a second: ${rounds} rounds in turns of ${length / 1000} s, ${concurrency} calls at a time, warmed up first.\n` +
    "The ratio is the median of the rounds' ratios."
)
const rows: Array<ReadonlyArray<string>> = []
const ratios: Array<number> = []
for (const { vendor } of running.sandbox.mocks) {
  const rates: Record<Mode, Array<number>> = { examples: [], sandbox: [] }
  for (const mode of modes) await rateOf(running[mode], vendor, warmup)
  for (let round = 0; round < rounds; round++) {
    for (const mode of modes) rates[mode].push(await rateOf(running[mode], vendor, length))
  }
  const ratio = median(rates.sandbox.map((one, round) => one / rates.examples[round]!))
  ratios.push(ratio)
  rows.push([vendor, median(rates.examples).toFixed(0), median(rates.sandbox).toFixed(0), ratio.toFixed(1)])
}
console.log(table(["", "Prism", "sandbox", "sandbox/Prism"], rows))
const verdict = (met: boolean) => (met ? "met" : "NOT met")
const least = Math.min(...ratios)
console.log(`Goal: at least 10 times Prism's: ${least.toFixed(1)}, ${verdict(least >= 10)}.\n`)

console.log("Memory of all four vendors, resident, in MiB; and above a bare node:http server after as many answers")
const busy = { examples: memory(running.examples), sandbox: memory(running.sandbox) }
const bare = await bareServer(running.sandbox.mocks.length * (warmup + rounds * length))
const row = (name: string, of: Record<Mode, number>, under = 0) => {
  const [prism, ours] = [of.examples - under, of.sandbox - under]
  return [name, prism.toFixed(0), ours.toFixed(0), (ours / prism).toFixed(2)]
}
console.log(
  table(
    ["", "Prism", "sandbox", "sandbox/Prism"],
    [row("started", idle), row("after the calls", busy), row(`above the bare ${bare.toFixed(0)}`, busy, bare)]
  )
)
const resident = busy.sandbox / busy.examples
const above = (busy.sandbox - bare) / (busy.examples - bare)
console.log(
  `Goal: at most a fifth of Prism's: ${resident.toFixed(2)}, ${verdict(resident <= 0.2)}; ` +
    `above the bare server ${above.toFixed(2)}, ${verdict(above <= 0.2)}.\n`
)
await stop(running.examples)
await stop(running.sandbox)

const took: Record<Mode, Array<number>> = { examples: [], sandbox: [] }
for (let round = 0; round <= starts; round++) {
  for (const mode of modes) {
    const one = await firstAnswers(mode)
    // The first start of each fills the file system's cache.
    if (round > 0) took[mode].push(one)
  }
}
console.log(`From the command to the first answer of all four, ms, ${starts} starts each in turns`)
const [prism, sandbox] = [median(took.examples), median(took.sandbox)]
console.log(
  table(["Prism", "sandbox", "sandbox/Prism"], [[prism.toFixed(0), sandbox.toFixed(0), (sandbox / prism).toFixed(2)]])
)
console.log(`Goal: under 500 ms: ${sandbox.toFixed(0)}, ${verdict(sandbox < 500)}.`)
