/**
 * Runs Nx targets over all projects, or over those given: `node tools/nx/run.ts test types`,
 * `node tools/nx/run.ts contracts --projects=@salesbridge/contracts-salesflow`, `node tools/nx/run.ts --affected test`.
 *
 * It exists so that nobody has to set environment switches by hand: nothing that runs under it reports usage, and no
 * `.env` file of a developer leaks real credentials into a test.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { commandLine } from "../commandLine.ts"

export const quiet = {
  NX_NO_CLOUD: "true",
  NX_LOAD_DOT_ENV_FILES: "false",
  PACT_DO_NOT_TRACK: "true",
  SCARF_ANALYTICS: "false",
  DO_NOT_TRACK: "1"
}

const root = fileURLToPath(new URL("../../", import.meta.url))

/** Compiled code of what is loaded again and again: the tests start hundreds of processes that load the same modules. */
const compiled = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled") }
const manifest = createRequire(import.meta.url).resolve("nx/package.json")
const nx = join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.nx)

/** Turns off escape sequences if the output is not a terminal or does not want them. */
const uncoloured = (): NodeJS.ProcessEnv =>
  process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" }

/** Hands the arguments to Nx, which keeps what it says to itself: for commands that tell the outcome in their own words. */
export const runNxQuietly = (args: ReadonlyArray<string>): { readonly code: number; readonly output: string } => {
  const env = { ...process.env, ...quiet, ...compiled, NO_COLOR: "1", FORCE_COLOR: "0" }
  const { status, stderr, stdout } = spawnSync(process.execPath, [nx, ...args], {
    cwd: root,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28
  })
  return { code: status ?? 1, output: `${stdout}${stderr}` }
}

/** Hands the arguments to Nx, and returns its exit code. */
export const runNx = (args: ReadonlyArray<string>): number =>
  spawnSync(process.execPath, [nx, ...args], {
    cwd: root,
    env: { ...process.env, ...uncoloured(), ...quiet, ...compiled },
    stdio: "inherit"
  }).status ?? 1

/** What Nx prints for a question, such as `show projects`. */
export const askNx = (args: ReadonlyArray<string>): string => {
  const env = { ...process.env, ...quiet, FORCE_COLOR: "0" }
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, ...args], { cwd: root, env, encoding: "utf8" })
  if (status !== 0) throw new Error(`nx ${args.join(" ")} failed:\n${stdout}${stderr}`)
  return stdout
}

/** The commands that are no more than targets, by the names of their scripts. */
const about: Readonly<Record<string, string>> = {
  test: "The quick tier: unit tests, types, lint, builds, import rules and contract checks.",
  "test:deep": "The deep tier: tests that take long, a sample of mutants, sizes of bundles.",
  typecheck: "Checks the types of sources and tests.",
  build: "Builds the published packages into dist."
}

/** What is handed on to Nx; under these names it is written in CONTRIBUTING. */
const options = {
  affected: { type: "boolean" },
  base: { type: "string" },
  head: { type: "string" },
  projects: { type: "string", short: "p" },
  exclude: { type: "string" },
  parallel: { type: "string" },
  skipNxCache: { type: "boolean" },
  "skip-nx-cache": { type: "boolean" },
  verbose: { type: "boolean" }
} as const

const usageOf = (
  script: string
): string => `Usage: npm run ${script} -- [--affected] [--projects <name,...>] [--skipNxCache]

${about[script] ?? "Runs Nx targets over all projects."}

  --affected       only the projects that this branch changed; --base <ref> says since when
  --projects       only these, by their names or folders; --exclude leaves some out
  --skipNxCache    also what did not change
  --parallel <n>   so many at a time
  --verbose        prints all that they say

Exit code: 0 all is well, 1 something failed, 2 wrong usage.`

if (import.meta.main) {
  const args = process.argv.slice(2)
  const targets = args.filter((_) => /^[a-z]/.test(_))
  const { affected, ...given } = commandLine(
    usageOf(process.env["npm_lifecycle_event"] ?? "test"),
    options,
    args.filter((_) => !targets.includes(_))
  )
  const code = runNx([
    affected === true ? "affected" : "run-many",
    `--targets=${targets.join(",")}`,
    "--outputStyle=static",
    ...Object.entries(given).map(([name, value]) => `--${name}=${String(value)}`)
  ])
  process.exitCode = code === 0 ? 0 : 1
}
