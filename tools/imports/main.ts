/** `npm run imports`: prints each import that the table forbids, and what to do; exits with 1 if there is one. */
import { fileURLToPath } from "node:url"
import { check } from "./check.ts"

const violations = check(process.argv[2] ?? fileURLToPath(new URL("../../", import.meta.url)))
for (const { file, fix, found, line, rule } of violations) {
  console.error(`${file}:${line} ${found}\n  rule: ${rule}\n  do:   ${fix}\n`)
}
if (violations.length > 0) {
  console.error(`${violations.length} forbidden ${violations.length === 1 ? "import" : "imports"}`)
  process.exitCode = 1
} else {
  console.log("Every import is allowed.")
}
