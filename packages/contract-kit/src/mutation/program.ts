/**
 * The command that runs mutation tests: `program.ts acme=/path/to/mutate.ts … [options]`. The vendors' modules run in
 * `--parallel` processes. If one crashes, another continues with what is left.
 */
import { type ChildProcess, fork } from "node:child_process"
import { statSync } from "node:fs"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { groupBy } from "../report/groupBy.ts"
import { type Candidate, sample } from "./Selection.ts"
import { render, type Result, summary } from "./Summary.ts"
import type { Question, Reply, Request } from "./worker.ts"

/** A process that runs the checks on mutants. */
interface Worker {
  /** The vendors that it has loaded. */
  readonly vendors: Set<string>
  readonly ask: (request: Request) => Promise<Reply>
  readonly close: () => Promise<void>
}

const workerModule = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "worker.ts" : "worker.js", import.meta.url)
)

const startWorker = (): Worker => {
  const child: ChildProcess = fork(workerModule, { stdio: ["ignore", "ignore", "pipe", "ipc"] })
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
  const close = () =>
    new Promise<void>((resolve) => {
      if (ended) return resolve()
      // A process that does not end must neither keep its memory nor keep this process alive.
      const timer = setTimeout(() => child.kill(), 5_000)
      child.once("exit", () => {
        clearTimeout(timer)
        resolve()
      })
      child.send({ close: true } satisfies Request, () => undefined)
    })
  return { vendors: new Set(), ask, close }
}

interface Options {
  readonly modules: ReadonlyMap<string, string>
  readonly parallel: number
  readonly failed: (message: string) => void
}

/** Runs jobs in at most `parallel` processes at a time. */
const slots = ({ failed, modules, parallel }: Options) => {
  const workers: Array<Worker | undefined> = Array.from({ length: parallel }, () => undefined)
  return {
    failed,
    isLoaded: (slot: number, vendor: string) => workers[slot]?.vendors.has(vendor) === true,
    ask: async (slot: number, vendor: string, request: Question, what: string): Promise<Reply> => {
      const worker = (workers[slot] ??= startWorker())
      worker.vendors.add(vendor)
      const reply = await worker.ask({ module: modules.get(vendor)!, ...request })
      if (!("failed" in reply)) return reply
      failed(`${what}: ${reply.failed}`)
      workers[slot] = undefined
      await worker.close()
      return reply
    },
    /** Runs jobs in all slots until there are no more. */
    run: (next: (slot: number) => ((slot: number) => Promise<void>) | undefined) =>
      Promise.all(
        workers.map(async (_, slot) => {
          for (let job = next(slot); job !== undefined; job = next(slot)) await job(slot)
        })
      ),
    close: () => Promise.all(workers.map((_) => _?.close()))
  }
}

const usage = `Usage: contracts:mutate [--sample <count>] [--all] [--vendor <name>]...
         [--operation <id>]... [--kind <words>]... [--seed <text>]
         [--parallel <count>] [--json]

Makes mutants, which are specifications and operations with a single change, and
reports which of them the contract checks kill, that is, notice. Writes no files.

  --sample     number of mutants, spread over all kinds and vendors; default 600,
               or all if there is an --operation
  --all        tries all mutants
  --vendor     only mutants of this vendor
  --operation  only mutants of the operation with this id, such as getList
  --kind       only mutants whose kind contains this, such as "request: type"
  --seed       text that selects the sample; default salesbridge
  --parallel   number of processes; default 2, or 1 on one core
  --json       prints JSON

Exit code: 0 all mutants were killed, 1 a mutant survived or could not be tried,
2 wrong usage.`

/** The modules of vendors, from arguments like `acme=mutate.ts`. */
const modulesOf = (args: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const modules = new Map<string, string>()
  if (args.length === 0) throw new WrongUsage("No module is given, such as acme=mutate.ts.")
  for (const arg of args) {
    const [, vendor, module] = /^([^=]+)=(.+)$/s.exec(arg) ?? []
    if (vendor === undefined || module === undefined) {
      throw new WrongUsage(`${arg} is not the name and the module of a vendor, such as acme=mutate.ts.`)
    }
    if (statSync(module, { throwIfNoEntry: false })?.isFile() !== true) {
      throw new WrongUsage(`The module of ${vendor} is not a file: ${module}.`)
    }
    if (modules.has(vendor)) throw new WrongUsage(`The module of ${vendor} is given twice.`)
    modules.set(vendor, module)
  }
  return modules
}

/** More would exhaust the memory. */
const mostProcesses = 256

const argumentsOf = (args: ReadonlyArray<string>) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sample: { type: "string" },
      all: { type: "boolean", default: false },
      vendor: { type: "string", multiple: true, default: [] },
      operation: { type: "string", multiple: true, default: [] },
      kind: { type: "string", multiple: true, default: [] },
      seed: { type: "string", default: "salesbridge" },
      parallel: { type: "string", default: String(Math.min(2, availableParallelism())) },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false }
    }
  })
  const every = values.help ? new Map<string, string>() : modulesOf(positionals)
  const wanted = new Set(values.vendor.flatMap((_) => _.split(",")))
  const unknown = [...wanted].filter((vendor) => !every.has(vendor))
  if (!values.help && unknown.length > 0) {
    throw new WrongUsage(`No contract for ${unknown.join(", ")}. Vendors: ${[...every.keys()].join(", ")}.`)
  }
  const operations = values.operation.flatMap((_) => _.split(","))
  const { sample = operations.length > 0 ? Infinity : 600 } = values
  for (const [name, value] of Object.entries({ sample, parallel: values.parallel })) {
    if (!(Number(value) > 0)) throw new WrongUsage(`--${name} must be a number above 0, not ${value}.`)
  }
  if (Number(values.parallel) > mostProcesses) {
    throw new WrongUsage(`--parallel must be at most ${mostProcesses}, not ${values.parallel}.`)
  }
  return {
    ...values,
    operations,
    modules: new Map([...every].filter(([vendor]) => wanted.size === 0 || wanted.has(vendor))),
    size: values.all ? Infinity : Number(sample),
    parallel: Math.ceil(Number(values.parallel))
  }
}

class WrongUsage extends Error {}

/** The parsed arguments; `undefined` if they are wrong, after a message. */
const checkedArguments = (args: ReadonlyArray<string>): ReturnType<typeof argumentsOf> | undefined => {
  try {
    return argumentsOf(args)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!(error instanceof WrongUsage) && code?.startsWith("ERR_PARSE_ARGS") !== true) throw error
    refuse(message.replace(/\. To specify a positional argument .*/s, ""))
    return undefined
  }
}

const refuse = (reason: string): void => {
  const [first] = usage.split("\n", 1)
  console.error(`${reason}\n${first}\n--help says more.`)
}

type Processes = ReturnType<typeof slots>

/** All mutants of the vendors, in the order of the vendors. */
const listAll = async (vendors: ReadonlyArray<string>, processes: Processes): Promise<ReadonlyArray<Candidate>> => {
  const listed = new Map<string, ReadonlyArray<Candidate>>()
  const waiting = [...vendors]
  await processes.run(() => {
    const vendor = waiting.shift()
    if (vendor === undefined) return undefined
    return async (slot) => {
      const reply = await processes.ask(slot, vendor, { list: true }, vendor)
      if (!("listed" in reply)) return
      const mutants = reply.listed.map((_) => ({ ..._, vendor }))
      listed.set(vendor, mutants)
    }
  })
  return vendors.flatMap((vendor) => listed.get(vendor) ?? [])
}

/** The outcomes of the selected mutants, in their order. Mutants that could not be tried are left out. */
const tryAll = async (chosen: ReadonlyArray<Candidate>, processes: Processes): Promise<ReadonlyArray<Result>> => {
  const results = new Map<Candidate, Result>()
  // One process tries all mutants of an operation, so that it makes the pacts only once.
  const batches = [...groupBy(chosen, (_) => `${_.vendor} ${_.operation}`).values()]
  let tried = 0
  await processes.run((slot) => {
    // The first of a vendor that the process has loaded; at -1, the last one, which other processes would try last.
    const own = batches.findIndex(([first]) => processes.isLoaded(slot, first!.vendor))
    const [batch] = batches.splice(own, 1)
    if (batch === undefined) return undefined
    return async (slot) => {
      for (const one of batch) {
        const { id, operation, vendor } = one
        const reply = await processes.ask(slot, vendor, { run: id, operation }, `${vendor} ${id}`)
        if ("outcome" in reply) results.set(one, { ...one, ...reply.outcome })
        if ("disagreements" in reply) {
          processes.failed(disagreeing(one, batch.length, reply.disagreements))
          break
        }
        tried++
        if (process.stderr.isTTY) process.stderr.write(`\r${tried} of ${chosen.length}`)
      }
    }
  })
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K")
  return chosen.flatMap((_) => results.get(_) ?? [])
}

/** Why no mutant of an operation can be tried: the checks fail without a mutant. */
const disagreeing = ({ operation, vendor }: Candidate, mutants: number, disagreements: string): string =>
  [
    `${vendor} ${operation}, ${mutants} mutants: the contract fails without a mutant. Correct it first.`,
    ...disagreements.split("\n").map((_) => `    ✗ ${_}`)
  ].join("\n")

/** Whether a mutant is of one of these kinds and operations. An empty list means all. */
const isWanted = (
  { kind, operation }: Candidate,
  given: { readonly kind: ReadonlyArray<string>; readonly operations: ReadonlyArray<string> }
): boolean => {
  const words = given.kind.flatMap((_) => _.split(","))
  return (
    (words.length === 0 || words.some((word) => kind.includes(word))) &&
    (given.operations.length === 0 || given.operations.includes(operation))
  )
}

const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const given = checkedArguments(args)
  if (given === undefined) return 2
  if (given.help) {
    console.log(usage)
    return 0
  }
  const start = performance.now()
  const failures: Array<string> = []
  const { json, modules, parallel, seed, size } = given
  const processes = slots({ modules, parallel, failed: (_) => failures.push(_) })
  const candidates = await listAll([...modules.keys()], processes)
  const unknown = given.operations.filter((id) => !candidates.some(({ operation }) => operation === id))
  if (unknown.length > 0 && failures.length === 0) {
    await processes.close()
    refuse(`No operation ${unknown.join(", ")} in the contracts of ${[...modules.keys()].join(", ")}.`)
    return 2
  }
  const eligible = candidates.filter((_) => isWanted(_, given))
  const results = await tryAll(sample(eligible, { size, seed }), processes)
  await processes.close()
  const seconds = Math.round((performance.now() - start) / 1000)
  const run = { seed, seconds, possible: eligible.length }
  const report = { ...run, ...summary(results), failures, results }
  console.log(json ? JSON.stringify(report, null, 2) : render(results, run))
  if (failures.length > 0) {
    console.error(`\nCould not be tried:\n${failures.map((_) => `  ${_}`).join("\n")}`)
  }
  return failures.length === 0 && report.passed ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
