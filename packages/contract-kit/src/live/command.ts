/** The command line of `Live`: which contracts, what is printed, and the exit code. */
import { parseArgs } from "node:util"
import * as LiveRun from "./LiveRun.ts"
import * as Credentials from "./Credentials.ts"
import { exitCode, type Row } from "./Report.ts"
import * as Text from "./Text.ts"

/** What the command needs of its surroundings. */
export interface Surroundings {
  /** The names of the vendors under contract. */
  readonly vendors: ReadonlyArray<string>
  readonly contractOf: (vendor: string) => Promise<LiveRun.Options["contract"]>
  readonly environment: Credentials.Environment
  /** A line of the result. */
  readonly print: (text: string) => void
  /** A line beside it: refusals and, where the result is for machines, what is being done. */
  readonly note: (text: string) => void
  readonly signal?: AbortSignal
  /** What asks the vendor. Default: `run`. */
  readonly run?: typeof LiveRun.run
  /** How the command is called. Default: `contracts:live`. */
  readonly command?: string
}

const usage = ({ command = "contracts:live", vendors }: Surroundings) =>
  `Usage: ${command} --vendor <name> [--vendor <name>]
         [--post] [--timeout <seconds>] [--json]

Asks the real vendor with credentials from the environment, reads and nothing
else, and reports where specification and package are not as the vendor is.
Vendors: ${vendors.join(", ")}

  --post     sends reads that travel as POST, too
  --timeout  the longest that one answer may take; 30 seconds by default
  --json     prints one line of JSON for each vendor

Exit code: 0 all agrees, 1 something differs or failed, 2 wrong usage.`

/** Runs the command, and gives its exit code. */
export const main = async (args: ReadonlyArray<string>, around: Surroundings): Promise<number> => {
  if (args.includes("--help") || args.includes("-h")) {
    around.print(usage(around))
    return 0
  }
  const given = argumentsOf(args)
  if (typeof given === "string" || given.vendor.length === 0) {
    const whom = `--vendor says whom to ask. Vendors: ${around.vendors.join(", ")}.`
    const problem = typeof given === "string" ? given.split(/(?<=\.) /, 1)[0] : whom
    around.note(`${problem}\n${usage(around).split("\n", 1)[0]}\n--help says more.`)
    return 2
  }
  const unknown = given.vendor.filter((_) => !around.vendors.includes(_))
  if (unknown.length > 0) {
    around.note(`No contract for ${unknown.join(", ")}. There are contracts for: ${around.vendors.join(", ")}.`)
    return 2
  }
  const runs: Array<{ readonly options: LiveRun.Options; readonly from: string | undefined }> = []
  for (const vendor of new Set(given.vendor)) {
    const contract = await around.contractOf(vendor)
    const found = Credentials.read(contract.definition, around.environment)
    const problems = [
      ...(found.missing.length === 0 ? [] : [`${vendor} needs ${found.missing.join(" and ")} in the environment.`]),
      ...(found.baseUrl === undefined || isOrigin(found.baseUrl.value)
        ? []
        : [`${found.baseUrl.variable} is no origin, such as https://api.example.com.`])
    ]
    // Before anything is sent to any of them.
    if (problems.length > 0) {
      around.note(`${problems.join("\n")}\nNothing was sent.`)
      return 2
    }
    const { post, timeout } = given
    const { signal } = around
    const { credentials } = found
    const options = { contract, credentials, baseUrl: found.baseUrl?.value, post, timeout, signal }
    runs.push({ options, from: found.baseUrl?.variable })
  }
  const run = around.run ?? LiveRun.run
  const codes: Array<number> = []
  for (const { from, options } of runs) {
    if (around.signal?.aborted === true) break
    const say = given.json ? around.note : around.print
    say(`${Text.renderPlan(LiveRun.plan(options), from)}\n`)
    if (given.json) {
      const report = await run(options)
      around.print(JSON.stringify(report))
      codes.push(exitCode(report))
      continue
    }
    // Row by row, as the answers come: a quarter of a quota takes its time.
    const width = Math.max(...options.contract.catalog.map(({ id }) => id.length))
    const shown = new Set<string>()
    const show = (row: Row) => {
      shown.add(row.operation)
      around.print(Text.renderRow(row, width))
    }
    const report = await run({ ...options, onRow: show })
    for (const row of report.rows) if (!shown.has(row.operation)) show(row)
    around.print(`${Text.renderRest(report)}\n`)
    codes.push(exitCode(report))
  }
  return Math.max(...codes)
}

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
    if (timeout !== undefined && !(timeout > 0)) return "--timeout takes a number of seconds."
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
