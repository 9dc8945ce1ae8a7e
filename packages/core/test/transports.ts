/**
 * `npm run transports`: runs the tests that are the same for several transports, and prints a row for each rule and a
 * column for each transport. Its exit code is 1 if a test fails.
 */
import { spawnSync } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"

/** The part of Vitest's report that is read. */
interface Report {
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{
      readonly ancestorTitles: ReadonlyArray<string>
      readonly title: string
      readonly status: string
    }>
  }>
}

const columns = ["undici", "node:http", "fetch", "promise face"]
const files = [
  "ResponseBody.test",
  "NetworkFailure",
  "Authentication",
  "Attempt",
  "Call.test",
  "Retry.test",
  "RawRequest",
  "Proxies"
]
const signs: Readonly<Record<string, string>> = { passed: "✓", failed: "✗" }

/** The results by rule and transport. */
const rowsOf = ({ testResults }: Report): Map<string, Map<string, string>> => {
  const rows = new Map<string, Map<string, string>>()
  for (const { ancestorTitles, status, title } of testResults.flatMap((_) => _.assertionResults)) {
    const [door = "", ...titles] = ancestorTitles
    if (!door.startsWith("over ")) continue
    const rule = [...titles, title].join(": ")
    const row = rows.get(rule) ?? new Map<string, string>()
    // If several tests share a title, a failed one decides.
    const name = door.slice("over ".length)
    if (row.get(name) !== "failed") row.set(name, status)
    rows.set(rule, row)
  }
  return rows
}

// The configuration names the report after the npm script.
const report = ".reports/transports.json"
rmSync(report, { force: true })
const env = { ...process.env, NX_TASK_TARGET_TARGET: "transports" }
const { status } = spawnSync("vitest", ["run", ...files, ...process.argv.slice(2)], {
  env,
  stdio: ["ignore", "ignore", "inherit"]
})
const rows = rowsOf(JSON.parse(readFileSync(report, "utf8")) as Report)

process.stdout.write(`${columns.join("  ")}\n`)
for (const [rule, row] of rows) {
  const cells = columns.map((name) => (signs[row.get(name) ?? ""] ?? "·").padStart(name.length))
  process.stdout.write(`${cells.join("  ")}  ${rule}\n`)
}
process.stdout.write("\n✓ holds, ✗ does not, · not tried over this transport\n")
process.exitCode = status ?? 1
