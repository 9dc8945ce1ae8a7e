/** Measures how long the contract checks take with nothing cached: those of all vendors at once, and of each alone. */
import { spawnSync } from "node:child_process"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { goal, table } from "./report.ts"

/** In seconds. After a change in a vendor's specification, only that vendor's checks run again. */
const limits = { all: 30, one: 15 }

const root = fileURLToPath(new URL("../../../", import.meta.url))
const vendors = readdirSync(join(root, "contracts"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
  .map(({ name }) => name)

/** Returns the seconds that the checks of these vendors take. */
const secondsOf = (names: ReadonlyArray<string>): number => {
  const projects = names.map((name) => `@salesbridge/contracts-${name}`).join(",")
  const began = performance.now()
  const { status } = spawnSync(
    process.execPath,
    ["tools/nx/run.ts", "contracts", "--skipNxCache", `--projects=${projects}`],
    { cwd: root, stdio: ["ignore", "ignore", "inherit"] }
  )
  if (status !== 0) throw new Error(`The contract checks of ${names.join(", ")} failed. Run npm run contracts.`)
  return (performance.now() - began) / 1000
}

const all = secondsOf(vendors)
const each = vendors.map((name) => ({ name, seconds: secondsOf([name]) }))
const slowest = each.toSorted((a, b) => b.seconds - a.seconds)[0]!

console.log("Contract checks with nothing cached, in seconds, once each")
console.log(
  table(
    ["", "seconds"],
    [["all vendors", all.toFixed(0)], ...each.map(({ name, seconds }) => [name, seconds.toFixed(0)])]
  )
)
console.log(goal("seconds for all vendors", all, limits.all))
console.log(goal(`seconds after a change in one specification (${slowest.name})`, slowest.seconds, limits.one))
