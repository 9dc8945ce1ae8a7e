/**
 * Measures this client beside others, in one run, against one local server in a process of its own. Each
 * client has a process too; rounds take turns, so that a slow minute of the machine slows all of them.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { median, table } from "./report.ts"
import type { Batch, Taken } from "./worker.ts"

const clients = ["salesbridge", "fetch", "axios", "ky", "undici"] as const
type Name = (typeof clients)[number]

const titles: Record<Name, string> = {
  salesbridge: "Salesbridge",
  fetch: "fetch + zod",
  axios: "axios + zod",
  ky: "ky + zod",
  undici: "bare undici"
}

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 11)
const starts = Number(process.env["BENCH_STARTS"] ?? 11)
const concurrency = 16
const calls = { list: 600, get: 3000 } as const
/** Until the compiler of the engine has settled, for every client alike: a long-running process is what counts. */
const warmup = { list: 6000, get: 30_000 } as const

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const children: Array<ChildProcess> = []
process.once("exit", () => {
  for (const child of children) child.kill()
})
// Installed packages, as users have them: compiled, not stripped of types at every start.
const compiled = { execArgv: ["--expose-gc"] }

const server = fork(file("server.ts"), { stdio: ["ignore", "pipe", "inherit", "ipc"] })
children.push(server)
const baseUrl = await new Promise<string>((resolve) =>
  server.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()))
)

const workers = new Map<Name, ChildProcess>()
for (const name of clients) {
  const worker = fork(file("worker.ts"), [name, baseUrl], compiled)
  children.push(worker)
  await new Promise((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("exit", () => reject(new Error(`the ${titles[name]} process did not start`)))
  })
  worker.removeAllListeners("exit")
  workers.set(name, worker)
}

const measure = (name: Name, batch: Batch): Promise<Taken> =>
  new Promise((resolve, reject) => {
    const worker = workers.get(name)!
    const failed = () => reject(new Error(`the ${titles[name]} process ended in the middle of a batch`))
    worker.once("exit", failed)
    worker.once("message", (taken) => {
      worker.off("exit", failed)
      resolve(taken as Taken)
    })
    worker.send(batch)
  })

console.log(
  `CPU and wall time per call: ${rounds} rounds in turns, ${concurrency} calls at a time, warmed up first.\n` +
    "Ratios are medians of the rounds' ratios; below 1 is less than the other takes.\n"
)
for (const scenario of ["list", "get"] as const) {
  const taken = new Map<Name, Array<Taken>>(clients.map((name) => [name, []]))
  for (const name of clients) await measure(name, { scenario, calls: warmup[scenario], concurrency })
  for (let round = 0; round < rounds; round++) {
    for (const name of clients) {
      taken.get(name)!.push(await measure(name, { scenario, calls: calls[scenario], concurrency }))
    }
  }
  const ratio = (name: Name, other: Name, what: keyof Taken) =>
    median(taken.get(name)!.map((one, round) => one[what] / taken.get(other)![round]![what]))
  console.log(scenario === "list" ? "Listing 100 contacts" : "Getting one contact")
  console.log(
    table(
      ["", "CPU us", "wall us", "CPU/fetch+zod", "CPU/axios+zod", "wall/fetch+zod"],
      clients.map((name) => [
        titles[name],
        median(taken.get(name)!.map(({ cpu }) => cpu)).toFixed(0),
        median(taken.get(name)!.map(({ wall }) => wall)).toFixed(0),
        ratio(name, "fetch", "cpu").toFixed(2),
        ratio(name, "axios", "cpu").toFixed(2),
        ratio(name, "fetch", "wall").toFixed(2)
      ])
    )
  )
  const [toFetch, toAxios] = [ratio("salesbridge", "fetch", "cpu"), ratio("salesbridge", "axios", "cpu")]
  console.log(
    `Goal: at most 0.90 of fetch + zod: ${toFetch.toFixed(2)}, ${toFetch <= 0.9 ? "met" : "NOT met"}; ` +
      `at most 0.40 of axios + zod: ${toAxios.toFixed(2)}, ${toAxios <= 0.4 ? "met" : "NOT met"}.\n`
  )
}

const firstCalls = new Map<"salesbridge" | "axios", Array<{ readonly imported: number; readonly called: number }>>([
  ["salesbridge", []],
  ["axios", []]
])
for (let start = 0; start <= starts; start++) {
  for (const [name, all] of firstCalls) {
    const printed = execFileSync(process.execPath, [file("firstCall.ts"), name, baseUrl], { encoding: "utf8" })
    // The first start of each fills the file system's cache.
    if (start > 0) all.push(JSON.parse(printed) as { imported: number; called: number })
  }
}
const ours = firstCalls.get("salesbridge")!
const theirs = firstCalls.get("axios")!
console.log(`Importing and making a first call, ${starts} starts each in turns`)
console.log(
  table(
    ["", "import ms", "first call ms", "import/axios", "first call/axios"],
    [
      ["Salesbridge", ours],
      ["axios + zod", theirs]
    ].map(([title, all]) => {
      const these = all as typeof ours
      return [
        String(title),
        median(these.map(({ imported }) => imported)).toFixed(0),
        median(these.map(({ called }) => called)).toFixed(0),
        median(these.map(({ imported }, index) => imported / theirs[index]!.imported)).toFixed(2),
        median(these.map(({ called }, index) => called / theirs[index]!.called)).toFixed(2)
      ]
    })
  )
)
process.exit(0)
