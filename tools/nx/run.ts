/**
 * Runs Nx targets in all projects or in the given ones: `node tools/nx/run.ts test types`, `node tools/nx/run.ts
 * contracts --projects=@salesbridge/contracts-salesflow`, `node tools/nx/run.ts --affected test`.
 *
 * It sets environment variables so that nobody has to: nothing it runs reports usage, and a developer's `.env` file
 * does not leak real credentials into a test.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { commandLine } from "../commandLine.ts"

export const quiet = {
  NX_NO_CLOUD: "true",
  NX_LOAD_DOT_ENV_FILES: "false",
  // Otherwise each of Nx's own plugins starts in a process of its own, which takes half of the time of a start.
  NX_ISOLATE_PLUGINS: "false",
  PACT_DO_NOT_TRACK: "true",
  SCARF_ANALYTICS: "false",
  DO_NOT_TRACK: "1"
}

const root = fileURLToPath(new URL("../../", import.meta.url))

/**
 * The tests start hundreds of processes that load the same modules, so compiled code is cached. Tasks run side by side,
 * so each needs only one thread for garbage collection; with more room for young objects, it runs less often.
 */
const node = {
  NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
  NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --v8-pool-size=1 --max-semi-space-size=32`
}
const manifest = createRequire(import.meta.url).resolve("nx/package.json")
const nx = join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin.nx)

/** The variables that disable colours, unless the output is a terminal without NO_COLOR. */
const uncoloured = (): NodeJS.ProcessEnv =>
  process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" }

/** Runs Nx without printing its output: for commands that report the result in their own words. */
export const runNxQuietly = (args: ReadonlyArray<string>): { readonly code: number; readonly output: string } => {
  const env = { ...process.env, ...quiet, ...node, NO_COLOR: "1", FORCE_COLOR: "0" }
  const { status, stderr, stdout } = spawnSync(process.execPath, [nx, ...args], {
    cwd: root,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28
  })
  return { code: status ?? 1, output: `${stdout}${stderr}` }
}

/** Runs Nx with the arguments and returns its exit code. */
export const runNx = (args: ReadonlyArray<string>): number =>
  spawnSync(process.execPath, [nx, ...args], {
    cwd: root,
    env: { ...process.env, ...uncoloured(), ...quiet, ...node },
    stdio: "inherit"
  }).status ?? 1

/** Returns the output of an Nx query, such as `show projects`. */
export const askNx = (args: ReadonlyArray<string>): string => {
  const env = { ...process.env, ...quiet, FORCE_COLOR: "0" }
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, ...args], { cwd: root, env, encoding: "utf8" })
  if (status !== 0) throw new Error(`nx ${args.join(" ")} failed:\n${stdout}${stderr}`)
  return stdout
}

/** The commands that only run targets, by the names of their scripts. */
const about: Readonly<Record<string, string>> = {
  test: "The quick tier: unit tests, types, lint, import rules and contract checks.",
  "test:deep": "The deep tier: slow tests, builds, a sample of mutants, bundle sizes, Spectral and knip.",
  typecheck: "Checks the types of sources and tests.",
  build: "Builds the published packages into dist."
}

/** The options passed on to Nx. CONTRIBUTING documents them under these names. */
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

  --affected       only the projects that this branch changed; --base <ref> sets the base
  --projects       only these, by name or folder; --exclude leaves some out
  --skipNxCache    also runs what has not changed
  --parallel <n>   the number of tasks at a time
  --verbose        prints the complete output

Exit code: 0 success, 1 failure, 2 wrong usage.`

/** Separates the targets from the options and their values. */
export const separated = (args: ReadonlyArray<string>) => {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const places = tokens.flatMap((_) => (_.kind === "positional" && /^[a-z]/.test(_.value) ? [_.index] : []))
  return { targets: places.map((_) => args[_]!), rest: args.filter((_, place) => !places.includes(place)) }
}

if (import.meta.main) {
  const { rest, targets } = separated(process.argv.slice(2))
  const { affected, ...given } = commandLine(usageOf(process.env["npm_lifecycle_event"] ?? "test"), options, rest)
  const code = runNx([
    affected === true ? "affected" : "run-many",
    `--targets=${targets.join(",")}`,
    "--outputStyle=static",
    ...Object.entries(given).map(([name, value]) => `--${name}=${String(value)}`)
  ])
  process.exitCode = code === 0 ? 0 : 1
}
