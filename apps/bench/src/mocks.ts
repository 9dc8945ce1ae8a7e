/**
 * Compares sandboxes with the examples that Prism serves: responses per second, memory, and the time from the command
 * to the first response. Both are the same built command in two modes, each in a process of its own, measured
 * alternately. A bare node:http server takes its turns with them: no sandbox on node:http can be faster.
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

/** The most common call of each vendor: one record by its id. Its response has about the same length in both modes. */
const calls: Readonly<Record<string, { readonly path: string; readonly headers?: Record<string, string> }>> = {
  salesflow: { path: "/api/members/46875439?token=token&accountId=321" },
  salesblink: { path: "/api/campaign/5f0c1d7e9b3a4c2d8e6f7a10", headers: { authorization: "key" } },
  getsales: { path: "/leads/api/lists/uuid-uuid-uuid-uuid-example", headers: { authorization: "Bearer token" } },
  salesloft: { path: "/v2/people/30879", headers: { authorization: "Bearer token" } }
}

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 11)
const starts = Number(process.env["BENCH_STARTS"] ?? 11)
const concurrency = 16
/** Milliseconds per round and mode. */
const length = 1000
/** Milliseconds of warm-up before the first round, until the engine's compiler has settled. */
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

/** MiB. */
interface Memory {
  /** The resident memory, including Node's executable, which all Node processes share. */
  readonly resident: number
  /** The memory that the process allocated itself. */
  readonly own: number
}

const memory = ({ child }: Pick<Running, "child">): Memory => {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8")
  const of = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
  return { resident: of("VmRSS"), own: of("RssAnon") }
}

/** Starts a server that answers `/<length>` with a constant of that length. */
const startBare = async () => {
  const program = `const bodies = new Map()
  const bodyOf = (length) => bodies.get(length) ?? bodies.set(length, Buffer.alloc(length, 32)).get(length)
  require("node:http").createServer((request, response) => {
    const body = bodyOf(Number(request.url.slice(1)))
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length })
    response.end(body)
  }).listen(0, "127.0.0.1", function () {
    console.log(this.address().port)
  })`
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] })
  children.push(child)
  const [port] = (await once(child.stdout, "data")) as [Buffer]
  return { child, url: `http://127.0.0.1:${port.toString().trim()}` }
}

/** Returns the length of a vendor's response in the sandbox. */
const lengthOf = async ({ mocks }: Running, vendor: string): Promise<number> => {
  const { headers = {}, path } = calls[vendor]!
  const { url } = mocks.find((mock) => mock.vendor === vendor)!
  return (await (await fetch(url + path, { headers })).arrayBuffer()).byteLength
}

/** Returns the milliseconds until each vendor has responded. */
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
const bare = await startBare()
const idle = { examples: memory(running.examples), sandbox: memory(running.sandbox) }

console.log(
  `Responses per second: ${rounds} rounds in turns of ${length / 1000} s, ${concurrency} calls at a time, warmed up first.\n` +
    "The ratio is the median of the rounds' ratios."
)
const rows: Array<ReadonlyArray<string>> = []
const ratios: Array<number> = []
/** The memory while serving, read after each round, since garbage comes and goes. */
const taken: Record<Mode, Array<Memory>> = { examples: [], sandbox: [] }
for (const { vendor } of running.sandbox.mocks) {
  const rates: Record<Mode | "bare", Array<number>> = { examples: [], sandbox: [], bare: [] }
  const path = `/${await lengthOf(running.sandbox, vendor)}`
  const rateOfBare = (time: number) => rate({ url: bare.url, path, headers: {}, connections: concurrency, time })
  for (const mode of modes) await rateOf(running[mode], vendor, warmup)
  await rateOfBare(warmup)
  for (let round = 0; round < rounds; round++) {
    // The second of the two tends to be faster, so the order alternates.
    for (const mode of round % 2 === 0 ? modes : modes.toReversed()) {
      rates[mode].push(await rateOf(running[mode], vendor, length))
      taken[mode].push(memory(running[mode]))
    }
    rates.bare.push(await rateOfBare(length))
  }
  const ratio = (mode: "sandbox" | "bare") => median(rates[mode].map((one, round) => one / rates.examples[round]!))
  ratios.push(ratio("sandbox"))
  rows.push([
    vendor,
    ...[rates.examples, rates.sandbox, rates.bare].map((rates) => median(rates).toFixed(0)),
    ratio("sandbox").toFixed(1),
    ratio("bare").toFixed(1)
  ])
}
console.log(table(["", "Prism", "sandbox", "bare node:http", "sandbox/Prism", "bare/Prism"], rows))
console.log("bare node:http answers a constant of the same length: more than that, no sandbox on node:http can give.")
const verdict = (met: boolean) => (met ? "met" : "NOT met")
const least = Math.min(...ratios)
console.log(`Goal: at least 10 times Prism's: ${least.toFixed(1)}, ${verdict(least >= 10)}.\n`)

console.log(
  "Memory of all four vendors in MiB, the median after each round; and of a bare node:http server after as many responses"
)
const middle = (memories: ReadonlyArray<Memory>): Memory => ({
  resident: median(memories.map(({ resident }) => resident)),
  own: median(memories.map(({ own }) => own))
})
const busy = { examples: middle(taken.examples), sandbox: middle(taken.sandbox) }
const bareMemory = memory(bare)
const row = (name: string, of: Record<Mode, Memory>, what: keyof Memory, without?: Memory) => [
  name,
  of.examples[what].toFixed(0),
  of.sandbox[what].toFixed(0),
  (of.sandbox[what] / of.examples[what]).toFixed(2),
  without?.[what].toFixed(0) ?? ""
]
console.log(
  table(
    ["", "Prism", "sandbox", "sandbox/Prism", "bare"],
    [
      row("started, its own", idle, "own"),
      row("started, resident", idle, "resident"),
      row("serving, its own", busy, "own", bareMemory),
      row("serving, resident", busy, "resident", bareMemory)
    ]
  )
)
const share = busy.sandbox.resident / bareMemory.resident
console.log(
  "Resident includes Node's program file, about 50 MiB that its processes share.\n" +
    `Goal: resident at most 1.35 times the bare server's: ${share.toFixed(2)}, ${verdict(share <= 1.35)}.\n`
)
await stop(running.examples)
await stop(running.sandbox)
await stop(bare)

const took: Record<Mode, Array<number>> = { examples: [], sandbox: [] }
for (let round = 0; round <= starts; round++) {
  for (const mode of modes) {
    const one = await firstAnswers(mode)
    // The first start of each mode fills the file system's cache.
    if (round > 0) took[mode].push(one)
  }
}
console.log(`From the command until all four vendors have answered once, ms, ${starts} starts each in turns`)
const [prism, sandbox] = [median(took.examples), median(took.sandbox)]
console.log(
  table(["Prism", "sandbox", "sandbox/Prism"], [[prism.toFixed(0), sandbox.toFixed(0), (sandbox / prism).toFixed(2)]])
)
console.log(`Goal: under 500 ms: ${sandbox.toFixed(0)}, ${verdict(sandbox < 500)}.`)
