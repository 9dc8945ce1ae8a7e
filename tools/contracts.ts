/**
 * `npm run contracts`: runs every contract check; `npm run contracts -- salesflow salesblink`: only those of these
 * vendors. Nx runs the checks or takes their results from its cache; the resulting tables are printed at the end.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { type Coverage, CoveragePage } from "@salesbridge/contract-kit/report"
import { wrongUsage } from "./commandLine.ts"
import { advice } from "./contracts/advice.ts"
import { failedOtherChecks } from "./contracts/otherChecks.ts"
import { longest, shortened } from "./contracts/shortened.ts"
import { runNx, runNxQuietly } from "./nx/run.ts"

const contracts = new URL("../contracts/", import.meta.url)

const reportOf = (vendor: string, name: string) => new URL(`${vendor}/.reports/${name}`, contracts)

/** The result of a vendor's checks, with its report if they produced one. */
interface Outcome {
  readonly vendor: string
  readonly report: Coverage.Report | undefined
  /** The table as it is printed. */
  readonly text: string
}

const outcomeOf = (vendor: string): Outcome => {
  if (!existsSync(reportOf(vendor, "coverage.json"))) {
    const text = `${vendor}\n  ✗ The checks did not produce a report. The cause is above, or with --verbose.`
    return { vendor, report: undefined, text }
  }
  const report = JSON.parse(readFileSync(reportOf(vendor, "coverage.json"), "utf8")) as Coverage.Report
  return { vendor, report, text: readFileSync(reportOf(vendor, "coverage.txt"), "utf8").trimEnd() }
}

/** Writes all reports as one page for people. */
const writePage = (reports: ReadonlyArray<Coverage.Report>): string => {
  mkdirSync(new URL(".reports/", contracts), { recursive: true })
  writeFileSync(new URL(".reports/coverage.html", contracts), CoveragePage.render(reports))
  return "contracts/.reports/coverage.html"
}

const usage = `Usage: npm run contracts -- [vendor]... [--verbose] [--skip-nx-cache]

Compares each vendor's package, specification and mock, and prints a table for
each. Checks all vendors unless you name some.

  --verbose        prints the output of the checks, and every line of the tables
  --skip-nx-cache  runs the checks even if nothing has changed

Exit code: 0 all agree, 1 there are disagreements, 2 wrong usage.`

/** Returns the parsed arguments, or the exit code if there is nothing to run. */
const argumentsOf = (vendors: ReadonlyArray<string>) => {
  const refused = (reason: string) => {
    console.error(wrongUsage(reason, usage))
    return 2
  }
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        verbose: { type: "boolean", default: false },
        "skip-nx-cache": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false }
      }
    })
    if (values.help) {
      console.log(`${usage}\nVendors: ${vendors.join(", ")}`)
      return 0
    }
    const unknown = positionals.filter((name) => !vendors.includes(name))
    if (unknown.length > 0) {
      return refused(`No contract for ${unknown.join(", ")}. Vendors: ${vendors.join(", ")}.`)
    }
    return { ...values, chosen: positionals.length > 0 ? [...new Set(positionals)] : vendors }
  } catch (error) {
    return refused((error as Error).message)
  }
}

const run = (chosen: ReadonlyArray<string>, verbose: boolean, options: ReadonlyArray<string>): number => {
  // Otherwise, checks that crash or cannot be loaded would show the results of an earlier run.
  for (const vendor of chosen) rmSync(reportOf(vendor, ""), { recursive: true, force: true })
  const projects = chosen.map((name) => `contracts/${name}`).join(",")
  const args = ["run-many", "--targets=contracts", `--projects=${projects}`, "--outputStyle=static", ...options]
  if (verbose) return runNx(args)
  console.error(`Checking ${chosen.join(", ")} ...`)
  const { code, output } = runNxQuietly(args)
  const stopped = chosen.some((vendor) => !existsSync(reportOf(vendor, "coverage.json")))
  if (code !== 0 && stopped) console.error(output.trimEnd().split("\n").slice(-longest).join("\n"))
  return code
}

const main = (): number => {
  const vendors = readdirSync(contracts)
    .filter((name) => existsSync(new URL(`${name}/package.json`, contracts)))
    .toSorted()
  const given = argumentsOf(vendors)
  if (typeof given === "number") return given
  const { chosen, verbose } = given
  const code = run(chosen, verbose, given["skip-nx-cache"] ? ["--skip-nx-cache"] : [])
  const tables = chosen.map(outcomeOf)
  const reports = tables.flatMap(({ report }) => report ?? [])
  const outcomes = reports.flatMap(({ rows }) => rows).reduce((sum, { cells }) => sum + cells.length, 0)
  const interactions = reports.reduce((sum, report) => sum + report.interactions, 0)
  const agreed = tables.every(({ report }) => report?.passed === true)
  const page = writePage(reports)
  const begun = chosen.filter((vendor) => existsSync(new URL(`${vendor}/src/todo.test.ts`, contracts)))
  const vendorsWord = chosen.length === 1 ? "vendor" : "vendors"
  const others =
    code === 0 ? [] : chosen.flatMap((vendor) => failedOtherChecks(vendor, reportOf(vendor, "contracts.json")))
  const whatToDo = advice(reports)
  const verdict = code === 0 ? "all agree" : "the tables agree, but another check failed"
  console.log(
    [
      "",
      ...tables.map(({ text, vendor }) => `${verbose ? text : shortened(vendor, text)}\n`),
      "Each status has three signs: replayed against the mock, compared with the",
      "specification, schemas agree. ✓ checked, ✗ disagreement, · not checked.",
      "",
      ...(whatToDo.length === 0 ? [] : [...whatToDo, ""]),
      ...(others.length === 0 ? [] : ["Checks that are not in the table:", ...others, ""]),
      `${chosen.length} ${vendorsWord}, ${outcomes} outcomes, ${interactions} interactions: ${agreed ? verdict : "there are disagreements"}.`,
      `As a page: ${page}`,
      ...begun.map(
        (vendor) => `${vendor} is not complete yet. npm run contracts -- ${vendor} --verbose lists what is missing.`
      )
    ].join("\n")
  )
  return code === 0 && agreed ? 0 : 1
}

process.exitCode = main()
