/** `npm run imports`: prints each import that the table forbids, with a remedy; exits with 1 if there is one. */
import { fileURLToPath } from "node:url"
import { commandLine } from "../commandLine.ts"
import { check } from "./check.ts"

commandLine(
  "Usage: npm run imports\n\nLists each import that tools/imports/table.ts forbids, and what to do. Exit code 1: there is one.",
  {}
)
const violations = check(fileURLToPath(new URL("../../", import.meta.url)))
for (const { file, fix, found, line, rule } of violations) {
  console.error(`${file}:${line} ${found}\n  rule: ${rule}\n  do:   ${fix}\n`)
}
if (violations.length > 0) {
  console.error(`${violations.length} forbidden ${violations.length === 1 ? "import" : "imports"}`)
  process.exitCode = 1
} else {
  console.log("Every import is allowed.")
}
