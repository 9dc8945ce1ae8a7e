/**
 * `npm run contracts:mutate`: makes mutants of specifications and operations, and tells which the contract checks kill.
 * `-- --sample 600`, `--all`, `--vendor salesflow`, `--kind enumeration`, `--seed x`, `--parallel 2`, `--json`.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { quiet } from "./nx/run.ts"

const root = new URL("../", import.meta.url)

/** Every vendor that tries its mutants, as an argument of contract-kit's program: its name and the path of its module. */
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
