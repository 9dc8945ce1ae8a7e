/** Adds up the JSON reports that Vitest left in the projects: tests passed, failed and skipped. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

export interface Summary {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly success: boolean
  readonly testResults: ReadonlyArray<{
    readonly status: string
    readonly assertionResults: ReadonlyArray<{ readonly status: string }>
  }>
}

/** A file that fails to load counts as a failure, although it does not report a failed test. */
const brokenFiles = (report: Report) =>
  report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((_) => _.status !== "failed")
  ).length

export const summarize = (root: string): Summary => {
  let [passed, failed, skipped] = [0, 0, 0]
  for (const path of globSync("{tools,*/*}/.reports/*.json", { cwd: root })) {
    const report = JSON.parse(readFileSync(join(root, path), "utf8")) as Report | { readonly testResults?: never }
    // Coverage tables are in the same folder as the tests' reports.
    if (report.testResults === undefined) continue
    const failures = report.numFailedTests + brokenFiles(report)
    passed += report.numPassedTests
    failed += failures === 0 && !report.success ? 1 : failures
    skipped += report.numPendingTests + report.numTodoTests
  }
  return { passed, failed, skipped }
}

/** Returns the last line of a run. Failures outside tests (types, lint, imports) count as one failure. */
export const lastLine = ({ failed, passed, skipped }: Summary, exitCode: number): string =>
  `${passed} passed, ${exitCode === 0 ? failed : Math.max(failed, 1)} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`
