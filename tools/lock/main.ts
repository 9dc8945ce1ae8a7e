/** `npm run lock`: repairs package-lock.json in place; `-- --check` only reports the problems. See platforms.ts. */
import { readFileSync, writeFileSync } from "node:fs"
import { commandLine } from "../commandLine.ts"
import { addressed, completed, missing, type Lock } from "./platforms.ts"

const { check } = commandLine(
  "Usage: npm run lock -- [--check]\n\nRepairs package-lock.json, so that it can be installed everywhere. --check only checks it. Exit code 1: it needs a repair.",
  { check: { type: "boolean" } }
)
const path = new URL("../../package-lock.json", import.meta.url)
const lock = JSON.parse(readFileSync(path, "utf8")) as Lock
const problems = [
  ...[...missing(lock).keys()].map((name) => `package-lock.json lacks ${name}`),
  ...addressed(lock).map((name) => `package-lock.json names a registry address for ${name}`)
]

if (check !== true) {
  writeFileSync(path, JSON.stringify(completed(lock), null, 2) + "\n")
  console.log(
    problems.length === 0 ? "package-lock.json was complete" : `package-lock.json: ${problems.length} repaired`
  )
} else if (problems.length > 0) {
  console.error(`${problems.join("\n")}\nRun "npm run lock" and commit package-lock.json.`)
  process.exitCode = 1
}
