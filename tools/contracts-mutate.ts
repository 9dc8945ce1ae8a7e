/**
 * `npm run contracts:mutate`: creates mutants of specifications and operations, and reports which ones the contract
 * checks kill. `-- --sample 600`, `--all`, `--vendor salesflow`, `--kind enumeration`, `--seed x`, `--parallel 2`,
 * `--json`.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { quiet } from "./nx/run.ts"

const root = new URL("../", import.meta.url)

/**
 * Returns the vendors that test their mutants, as arguments of contract-kit's program: the name and the path of the
 * module.
 */
export const contractsIn = (folder: URL): ReadonlyArray<string> =>
  readdirSync(folder)
    .toSorted()
    .map((vendor) => [vendor, new URL(`${vendor}/src/mutate.ts`, folder)] as const)
    .filter(([, module]) => existsSync(module))
    .map(([vendor, module]) => `${vendor}=${fileURLToPath(module)}`)

if (import.meta.main) {
  const program = fileURLToPath(import.meta.resolve("@salesbridge/contract-kit/mutation/program"))
  const { status } = spawnSync(
    process.execPath,
    [
      "--conditions=@salesbridge/source",
      program,
      ...contractsIn(new URL("contracts/", root)),
      ...process.argv.slice(2)
    ],
    { cwd: fileURLToPath(root), env: { ...process.env, ...quiet }, stdio: "inherit" }
  )
  process.exitCode = status ?? 1
}
