/**
 * Measures the CPU and wall time per call of every client. Each client runs in a process of its own; rounds alternate
 * between the clients.
 */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Scenario } from "./Client.ts"
import { goal, median, table } from "./report.ts"
import { type Name, names, titles } from "./titles.ts"
import type { Batch, Taken } from "./worker.ts"

const concurrency = 16
const calls = { list: 600, get: 3000 } as const
/**
 * Calls before measuring, until the engine's compiler has settled. The same for every client: long-running processes
 * are what is measured.
 */
const warmup = { list: 6000, get: 30_000 } as const

/**
 * The largest permitted ratio of this client's cost to theirs. A goal of 1 means that this client must not cost more.
 */
const goals: ReadonlyArray<readonly [Name, number]> = [
  ["fetch", 0.9],
  ["axios", 1],
  ["ky", 1],
  ["heyApi", 1],
  ["openapiFetch", 1]
]

const start = async (name: Name, baseUrl: string): Promise<ChildProcess> => {
  // Installed packages, as users have them: compiled, without type stripping at every start.
  const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), [name, baseUrl], {
    execArgv: ["--expose-gc"]
  })
  process.once("exit", () => worker.kill())
  await new Promise((resolve, reject) => {
    worker.once("message", resolve)
    worker.once("exit", () => reject(new Error(`the ${titles[name]} process did not start`)))
  })
  worker.removeAllListeners("exit")
  return worker
}

const measure = (name: Name, worker: ChildProcess, batch: Batch): Promise<Taken> =>
  new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`the ${titles[name]} process ended in the middle of a batch`))
    worker.once("exit", failed)
    worker.once("message", (taken) => {
      worker.off("exit", failed)
      resolve(taken as Taken)
    })
    worker.send(batch)
  })

const measureAll = async (workers: ReadonlyMap<Name, ChildProcess>, scenario: Scenario, rounds: number) => {
  const taken = new Map<Name, Array<Taken>>(names.map((name) => [name, []]))
  for (const [name, worker] of workers) await measure(name, worker, { scenario, calls: warmup[scenario], concurrency })
  for (let round = 0; round < rounds; round++) {
    for (const [name, worker] of workers) {
      taken.get(name)!.push(await measure(name, worker, { scenario, calls: calls[scenario], concurrency }))
    }
  }
  return taken
}

const report = (scenario: Scenario, taken: ReadonlyMap<Name, ReadonlyArray<Taken>>): void => {
  const ratio = (name: Name, other: Name, what: keyof Taken) =>
    median(taken.get(name)!.map((one, round) => one[what] / taken.get(other)![round]![what]))
  console.log(scenario === "list" ? "Listing 100 contacts" : "Getting one contact")
  console.log(
    table(
      ["", "CPU us", "wall us", "CPU/fetch+zod", "wall/fetch+zod", "Salesbridge's CPU/its"],
      names.map((name) => [
        titles[name],
        median(taken.get(name)!.map(({ cpu }) => cpu)).toFixed(0),
        median(taken.get(name)!.map(({ wall }) => wall)).toFixed(0),
        ratio(name, "fetch", "cpu").toFixed(2),
        ratio(name, "fetch", "wall").toFixed(2),
        name === "salesbridge" ? "" : ratio("salesbridge", name, "cpu").toFixed(2)
      ])
    )
  )
  for (const [other, limit] of goals) {
    console.log(goal(`CPU beside ${titles[other]}`, ratio("salesbridge", other, "cpu"), limit))
  }
  console.log("")
}

export const callCost = async (baseUrl: string, rounds: number): Promise<void> => {
  const workers = new Map<Name, ChildProcess>()
  for (const name of names) workers.set(name, await start(name, baseUrl))
  console.log(
    `CPU and wall time per call: ${rounds} rounds in turns, ${concurrency} calls at a time, warmed up first.\n` +
      "Ratios are medians of the rounds' ratios. Below 1: Salesbridge takes less.\n"
  )
  for (const scenario of ["list", "get"] as const) report(scenario, await measureAll(workers, scenario, rounds))
  for (const worker of workers.values()) worker.kill()
}
