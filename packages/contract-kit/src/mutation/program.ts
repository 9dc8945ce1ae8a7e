/**
 * The command that plants faults: `program.ts acme=/path/to/mutate.ts … [options]`. Vendors are tried in processes of
 * their own, which run these modules, as many at a time as `--parallel` says.
 */
import { type ChildProcess, fork } from "node:child_process"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { groupBy } from "./groupBy.ts"
import { type Candidate, sample } from "./Selection.ts"
import { render, type Result, summary } from "./Summary.ts"
import type { Listed, Reply, Request } from "./worker.ts"

interface Planned extends Candidate, Listed {}

/** A process that tries the faults of one vendor. */
interface Worker {
  readonly vendor: string
  readonly ask: (request: Request) => Promise<Reply>
  readonly close: () => void
}

const startWorker = (vendor: string, module: string): Worker => {
  const child: ChildProcess = fork(module, { stdio: ["ignore", "ignore", "pipe", "ipc"] })
  let said = ""
  child.stderr?.on("data", (text: Buffer) => (said = `${said}${text.toString()}`.slice(-2000)))
  let ended = false
  child.on("exit", () => (ended = true))
  const ask = (request: Request): Promise<Reply> =>
    new Promise((resolve) => {
      const answered = (reply: Reply) => settle(reply)
      const gone = () => settle({ failed: `The process ended. ${said}` })
      const settle = (reply: Reply) => {
        child.off("message", answered).off("exit", gone)
        resolve(reply)
      }
      if (ended) return gone()
      child.on("message", answered).on("exit", gone)
      child.send(request)
    })
  return { vendor, ask, close: () => (ended ? undefined : child.send({ close: true } satisfies Request)) }
}

/** Runs the jobs, so many at a time. */
const inTurns = async (parallel: number, next: () => (() => Promise<void>) | undefined): Promise<void> => {
  const slot = async () => {
    for (let job = next(); job !== undefined; job = next()) await job()
  }
  await Promise.all(Array.from({ length: parallel }, slot))
}

const main = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: "string", default: "600" },
      all: { type: "boolean", default: false },
      vendor: { type: "string", multiple: true, default: [] },
      kind: { type: "string", multiple: true, default: [] },
      seed: { type: "string", default: "salesbridge" },
      parallel: { type: "string", default: String(Math.min(4, availableParallelism())) },
      json: { type: "boolean", default: false }
    }
  })
  const start = performance.now()
  const wanted = new Set(values.vendor.flatMap((_) => _.split(",")))
  const modules = new Map(
    positionals
      .map((_) => [_.slice(0, _.indexOf("=")), _.slice(_.indexOf("=") + 1)] as const)
      .filter(([vendor]) => wanted.size === 0 || wanted.has(vendor))
  )
  const size = values.all ? Infinity : Number(values.sample)
  const parallel = Number(values.parallel)
  if (modules.size === 0 || !(size > 0) || !(parallel > 0)) {
    console.error("There is nothing to try: name vendors that have contracts, and numbers above 0.")
    return 2
  }

  const idle: Array<Worker> = []
  const failures: Array<string> = []
  const candidates: Array<Planned> = []
  const listed = new Map<string, ReadonlyArray<Planned>>()
  const open = async (vendor: string): Promise<Worker> => {
    const worker = startWorker(vendor, modules.get(vendor)!)
    const reply = await worker.ask({ list: true })
    if ("listed" in reply)
      listed.set(
        vendor,
        reply.listed.map((_) => ({ ..._, vendor }))
      )
    else failures.push(`${vendor}: ${"failed" in reply ? reply.failed : "no faults"}`)
    return worker
  }
  const vendors = [...modules.keys()]
  await inTurns(parallel, () => {
    const vendor = vendors.shift()
    return vendor === undefined ? undefined : async () => void idle.push(await open(vendor))
  })
  for (const vendor of modules.keys()) candidates.push(...(listed.get(vendor) ?? []))
  const words = values.kind.flatMap((_) => _.split(","))
  const eligible = candidates.filter(({ kind }) => words.length === 0 || words.some((word) => kind.includes(word)))
  const chosen = sample(eligible, { size, seed: values.seed })

  const results = new Map<Planned, Result>()
  // An operation's faults are tried by one process, which makes its pacts once.
  const batches = [...groupBy(chosen, (_) => `${_.vendor} ${_.operation}`).values()].map((list) => ({
    vendor: list[0]!.vendor,
    list
  }))
  let tried = 0
  await inTurns(parallel, () => {
    const ready = batches.findIndex(({ vendor }) => idle.some((_) => _.vendor === vendor))
    const [batch] = batches.splice(Math.max(0, ready), 1)
    if (batch === undefined) return undefined
    const at = idle.findIndex(({ vendor }) => vendor === batch.vendor)
    const known = at < 0 ? undefined : idle.splice(at, 1)[0]
    return async () => {
      let worker = known ?? (await open(batch.vendor))
      for (const one of batch.list) {
        const reply = await worker.ask({ run: one.id })
        if ("outcome" in reply) results.set(one, { ...one, ...reply.outcome })
        else {
          failures.push(`${one.vendor} ${one.id}: ${"failed" in reply ? reply.failed : "no outcome"}`)
          worker.close()
          worker = await open(batch.vendor)
        }
        tried++
        if (process.stderr.isTTY) process.stderr.write(`\r${tried} of ${chosen.length}`)
      }
      idle.push(worker)
    }
  })
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K")
  for (const worker of idle) worker.close()

  const inOrder = chosen.flatMap((_) => results.get(_) ?? [])
  const seconds = Math.round((performance.now() - start) / 1000)
  const run = { seed: values.seed, seconds, possible: eligible.length }
  console.log(
    values.json
      ? JSON.stringify({ ...run, ...summary(inOrder), failures, results: inOrder }, null, 2)
      : render(inOrder, run)
  )
  if (failures.length > 0)
    console.error(`\n${failures.length} could not be tried:\n${failures.map((_) => `  ${_}`).join("\n")}`)
  return failures.length === 0 && summary(inOrder).passed ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main()
