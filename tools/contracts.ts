/** `npm run contracts`: every contract check; `npm run contracts -- salesflow salesblink`: those vendors' only. */
import { existsSync, readdirSync } from "node:fs"
import { runNx } from "./nx/run.ts"

const contracts = new URL("../contracts/", import.meta.url)
const vendors = readdirSync(contracts)
  .filter((name) => existsSync(new URL(`${name}/package.json`, contracts)))
  .toSorted()
const wanted = process.argv.slice(2).filter((_) => !_.startsWith("-"))
const options = process.argv.slice(2).filter((_) => _.startsWith("-"))
const unknown = wanted.filter((name) => !vendors.includes(name))

if (unknown.length > 0) {
  console.error(`No contracts for ${unknown.join(", ")}. There are contracts for: ${vendors.join(", ")}.`)
  process.exitCode = 2
} else {
  const projects = (wanted.length > 0 ? wanted : vendors).map((name) => `contracts/${name}`)
  process.exitCode = runNx([
    "run-many",
    "--targets=contracts",
    `--projects=${projects.join(",")}`,
    "--outputStyle=static",
    ...options
  ])
}
