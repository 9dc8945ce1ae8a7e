import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, it } from "vitest"
import { lastLine, summarize } from "./summary.ts"

const made: Array<string> = []
afterEach(() => made.splice(0).forEach((path) => rmSync(path, { recursive: true })))

const report = (passed: number, failed: number, skipped: number, files: ReadonlyArray<object> = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  success: failed === 0 && files.length === 0,
  testResults: files
})

const workspace = (reports: Record<string, object>) => {
  const root = mkdtempSync(join(tmpdir(), "summary-"))
  made.push(root)
  for (const [path, content] of Object.entries(reports)) {
    mkdirSync(join(root, path, ".reports"), { recursive: true })
    writeFileSync(join(root, path, ".reports/test.json"), JSON.stringify(content))
  }
  return root
}

it("adds up every project's report", () => {
  const root = workspace({ tools: report(3, 0, 0), "packages/core": report(10, 0, 2), "contracts/a": report(5, 1, 0) })
  expect(lastLine(summarize(root), 1)).toBe("18 passed, 1 failed, 2 skipped")
})

it("adds up the quick and deep tests of a project", () => {
  const root = workspace({ tools: report(3, 0, 0) })
  writeFileSync(join(root, "tools/.reports/test-deep.json"), JSON.stringify(report(4, 1, 0)))
  expect(lastLine(summarize(root), 1)).toBe("7 passed, 1 failed")
})

it("counts a file that could not be loaded", () => {
  const root = workspace({ tools: report(0, 0, 0, [{ status: "failed", assertionResults: [] }]) })
  expect(lastLine(summarize(root), 1)).toBe("0 passed, 1 failed")
})

it("counts failures outside tests", () => {
  expect(lastLine(summarize(workspace({ tools: report(3, 0, 0) })), 1)).toBe("3 passed, 1 failed")
})

it("says so when nothing failed", () => {
  expect(lastLine(summarize(workspace({ tools: report(3, 0, 0) })), 0)).toBe("3 passed, 0 failed")
})

it("ignores other files next to the reports", () => {
  const root = workspace({ tools: report(3, 0, 0), "contracts/a": { outcomes: [{ status: 409 }] } })
  expect(lastLine(summarize(root), 0)).toBe("3 passed, 0 failed")
})
