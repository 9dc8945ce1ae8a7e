/** The command `contracts:live`: arguments, output and exit code. */
import { parseArgs } from "node:util"
import * as LiveRun from "./LiveRun.ts"
import * as Credentials from "./Credentials.ts"
import { exitCode, type Row } from "./Report.ts"
import * as Text from "./Text.ts"

/** What the command needs from the program that runs it. */
export interface Surroundings {
  /** The names of the vendors under contract. */
  readonly vendors: ReadonlyArray<string>
  readonly contractOf: (vendor: string) => Promise<LiveRun.Options["contract"]>
  readonly environment: Credentials.Environment
  /** Writes a line of the result. */
  readonly print: (text: string) => void
  /** Writes a line that is not part of the result: an error message or, with `--json`, progress. */
  readonly note: (text: string) => void
  readonly signal?: AbortSignal | undefined
  /** Runs the comparison. Default: `run`. */
  readonly run?: typeof LiveRun.run | undefined
  /** The name of the command in its messages. Default: `contracts:live`. */
  readonly command?: string | undefined
}

const usage = ({ command = "contracts:live", vendors }: Surroundings) =>
  `Usage: ${command} --vendor <name> [--vendor <name>]
         [--post] [--timeout <seconds>] [--json]

Calls the read-only operations of the real vendor, with credentials from the
environment, and reports where its responses differ from the specification or
the package.
Vendors: ${vendors.join(", ")}

  --post     also calls read-only operations that use POST
  --timeout  the longest time for one attempt, in seconds; default 30
  --json     prints one line of JSON for each vendor

Exit code: 0 everything agrees, 1 something differs or failed, 2 wrong usage,
130 interrupted.`

/** Runs the command and returns its exit code. */
export const main = async (args: ReadonlyArray<string>, around: Surroundings): Promise<number> => {
  if (args.includes("--help") || args.includes("-h")) {
    around.print(usage(around))
    return 0
  }
  const given = argumentsOf(args)
  if (typeof given === "string" || given.vendor.length === 0) {
    const whom = `--vendor is missing. Vendors: ${around.vendors.join(", ")}.`
    // Of a message by parseArgs, only the first sentence: the others are advice that is of no use here.
    const problem = typeof given === "string" ? given.split(/(?<=\.) /, 1)[0] : whom
    around.note(`${problem}\n${usage(around).split("\n", 1)[0]}\n--help says more.`)
    return 2
  }
  const unknown = given.vendor.filter((_) => !around.vendors.includes(_))
  if (unknown.length > 0) {
    around.note(`No contract for ${unknown.join(", ")}. Vendors: ${around.vendors.join(", ")}.`)
    return 2
  }
  const runs: Array<Run> = []
  for (const vendor of new Set(given.vendor)) {
    const run = await runOf(vendor, given, around)
    // All vendors are checked before anything is sent to any of them.
    if (typeof run === "string") {
      around.note(`${run}\nNothing was sent.`)
      return 2
    }
    runs.push(run)
  }
  const codes: Array<number> = []
  for (const run of runs) {
    if (around.signal?.aborted === true) return 130
    codes.push(exitCode(await (given.json ? reportAsJson(run, around) : reportByRow(run, around))))
  }
  return Math.max(...codes)
}

/** The run of one vendor, and the variable that its base URL came from. */
interface Run {
  readonly options: LiveRun.Options
  readonly from: string | undefined
}

/** Prepares the run of a vendor, or returns a message that says what is missing. */
const runOf = async (vendor: string, given: Arguments, around: Surroundings): Promise<Run | string> => {
  const contract = await around.contractOf(vendor)
  const { baseUrl, credentials, missing } = Credentials.read(contract.definition, around.environment)
  const problems = [
    ...(missing.length === 0 ? [] : [`${vendor} needs ${missing.join(" and ")} in the environment.`]),
    ...(baseUrl === undefined || isOrigin(baseUrl.value)
      ? []
      : [`${baseUrl.variable} must be an origin without a path, such as https://api.example.com.`])
  ]
  if (problems.length > 0) return problems.join("\n")
  const { post, timeout } = given
  const { signal } = around
  return {
    options: { contract, credentials, baseUrl: baseUrl?.value, post, timeout, signal },
    from: baseUrl?.variable
  }
}

const reportAsJson = async ({ from, options }: Run, { note, print, run = LiveRun.run }: Surroundings) => {
  note(`${Text.renderPlan(LiveRun.plan(options), from)}\n`)
  const report = await run(options)
  print(JSON.stringify(report))
  return report
}

/** Prints each row as soon as it is known, because a run within a quarter of the quota is slow. */
const reportByRow = async ({ from, options }: Run, { print, run = LiveRun.run }: Surroundings) => {
  print(`${Text.renderPlan(LiveRun.plan(options), from)}\n`)
  const width = Math.max(...options.contract.catalog.map(({ id }) => id.length))
  const shown = new Set<string>()
  const onRow = (row: Row) => {
    shown.add(row.operation)
    print(Text.renderRow(row, width))
  }
  const report = await run({ ...options, onRow })
  for (const row of report.rows) if (!shown.has(row.operation)) onRow(row)
  print(`${Text.renderRest(report)}\n`)
  return report
}

type Arguments = Exclude<ReturnType<typeof argumentsOf>, string>

const argumentsOf = (args: ReadonlyArray<string>) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        vendor: { type: "string", multiple: true, default: [] },
        post: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        timeout: { type: "string" }
      }
    })
    const timeout = values.timeout === undefined ? undefined : Number(values.timeout)
    if (timeout !== undefined && !(timeout > 0)) return "--timeout must be a number of seconds above 0."
    return { ...values, timeout }
  } catch (error) {
    return (error as Error).message
  }
}

const isOrigin = (text: string): boolean => {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { hash, password, pathname, search, username } = new URL(text)
  return pathname === "/" && `${search}${hash}${username}${password}` === ""
}
