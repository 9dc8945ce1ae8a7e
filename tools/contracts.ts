/**
 * `npm run contracts`: every contract check; `npm run contracts -- salesflow salesblink`: those vendors' only. Nx runs
 * the checks, or takes their results from its cache; the tables that they left are printed at the end.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { runNx } from "./nx/run.ts"

/** What this command reads of a vendor's report; contract-kit writes it. */
interface Report {
  readonly vendor: string
  readonly passed: boolean
  readonly rows: ReadonlyArray<{ readonly cells: ReadonlyArray<unknown> }>
  readonly interactions: number
}

const contracts = new URL("../contracts/", import.meta.url)

/** The vendor's table as it is to be read, and whether all is well. */
const tableOf = (vendor: string): Report & { readonly text: string } => {
  const file = (name: string) => new URL(`${vendor}/.reports/${name}`, contracts)
  if (!existsSync(file("coverage.json"))) {
    const text = `${vendor}\n  ✗ The checks did not come to a report; what stopped them is above.`
    return { vendor, passed: false, rows: [], interactions: 0, text }
  }
  const report = JSON.parse(readFileSync(file("coverage.json"), "utf8")) as Report
  return { ...report, text: readFileSync(file("coverage.txt"), "utf8").trimEnd() }
}

/** All reports as one page, for people. */
const writePage = async (reports: ReadonlyArray<Report>): Promise<string> => {
  // By its place: loading the kit as a whole takes a second.
  const place = new URL("../packages/contract-kit/src/CoveragePage.ts", import.meta.url)
  const { render } = (await import(place.href)) as { readonly render: (reports: ReadonlyArray<Report>) => string }
  mkdirSync(new URL(".reports/", contracts), { recursive: true })
  writeFileSync(new URL(".reports/coverage.html", contracts), render(reports))
  return "contracts/.reports/coverage.html"
}

const main = async (): Promise<number> => {
  const vendors = readdirSync(contracts)
    .filter((name) => existsSync(new URL(`${name}/package.json`, contracts)))
    .toSorted()
  const wanted = process.argv.slice(2).filter((_) => !_.startsWith("-"))
  const options = process.argv.slice(2).filter((_) => _.startsWith("-"))
  const unknown = wanted.filter((name) => !vendors.includes(name))
  if (unknown.length > 0) {
    console.error(`No contracts for ${unknown.join(", ")}. There are contracts for: ${vendors.join(", ")}.`)
    return 2
  }
  const chosen = wanted.length > 0 ? wanted : vendors
  const projects = chosen.map((name) => `contracts/${name}`).join(",")
  const code = runNx(["run-many", "--targets=contracts", `--projects=${projects}`, "--outputStyle=static", ...options])
  const tables = chosen.map(tableOf)
  const outcomes = tables.flatMap(({ rows }) => rows).reduce((sum, { cells }) => sum + cells.length, 0)
  const interactions = tables.reduce((sum, table) => sum + table.interactions, 0)
  const passed = tables.every((table) => table.passed)
  const page = await writePage(tables.filter(({ rows }) => rows.length > 0))
  console.log(
    [
      "",
      ...tables.map(({ text }) => `${text}\n`),
      "Three signs a status: replayed against the mock, compared with the specification,",
      "schemas agree. ✓ checked, ✗ disagreement, · not checked.",
      "",
      `${chosen.length} ${chosen.length === 1 ? "vendor" : "vendors"}, ${outcomes} outcomes, ${interactions} interactions: ${passed ? "all agree" : "there are disagreements"}.`,
      `As a page: ${page}`
    ].join("\n")
  )
  return code === 0 && !passed ? 1 : code
}

process.exitCode = await main()
