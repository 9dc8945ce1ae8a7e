/**
 * `node tools/program.ts <command>`: a root command that runs third-party programs. It has the help and the exit codes
 * of our own commands: 1 if a program failed, and 2 for wrong usage, before any program starts.
 */
import { spawnSync } from "node:child_process"
import type { ParseArgsConfig } from "node:util"
import { commandLine } from "./commandLine.ts"

interface Command {
  /** The usage after `npm run <command>`. */
  readonly usage: string
  readonly does: string
  readonly options?: NonNullable<ParseArgsConfig["options"]>
  /** Whether it accepts names, such as names of files. */
  readonly names?: boolean
  /** The programs, run in order until one fails. The last one gets the options and names. */
  readonly programs: ReadonlyArray<readonly [program: string, ...args: ReadonlyArray<string>]>
}

const files = { usage: "[-- <file or folder>...]", names: true } as const

const commands: Readonly<Record<string, Command>> = {
  lint: {
    ...files,
    usage: "[-- --fix] [<file or folder>...]",
    does: "Lints the repository, or the given files. --fix repairs what can be repaired.",
    options: { fix: { type: "boolean" } },
    programs: [["oxlint", "--deny-warnings", "--report-unused-disable-directives"]]
  },
  format: { ...files, does: "Formats the repository, or the given files.", programs: [["oxfmt"]] },
  "format:check": { ...files, does: "Lists the files that are not formatted.", programs: [["oxfmt", "--check"]] },
  knip: {
    usage: "[-- --fix]",
    does: "Lists unused dependencies and exports. --fix removes them.",
    options: { fix: { type: "boolean" } },
    programs: [["knip"]]
  },
  transports: {
    usage: "",
    does: "Runs the tests that are the same over several transports: a row for each rule, a column for each transport.",
    programs: [["npm", "run", "-s", "transports", "-w", "packages/core"]]
  },
  changeset: {
    usage: "[-- --empty] [status]",
    does: "Records a change for the next release: asks for the packages, the kind of change\nand a text. --empty records that no release is needed; status lists the packages\nthat the next release raises.",
    options: { empty: { type: "boolean" } },
    names: true,
    programs: [["changeset"]]
  },
  version: {
    usage: "",
    does: "Raises the versions as the changesets say, and writes the changelogs. The release workflow runs it.",
    programs: [
      ["changeset", "version"],
      ["npm", "install", "--package-lock-only", "--ignore-scripts"],
      ["npm", "run", "lock"]
    ]
  },
  release: {
    usage: "",
    does: "Builds the packages and publishes those with a new version. The release workflow runs it.",
    programs: [
      ["npm", "run", "build"],
      ["node", "tools/release/main.ts"],
      ["changeset", "publish"]
    ]
  }
}

const [name = "", ...given] = process.argv.slice(2)
const command = commands[name]
if (command === undefined)
  throw new Error(`tools/program.ts has no command "${name}". The commands are: ${Object.keys(commands)}`)

const isOption = (_: string) => _.startsWith("-")
const usage = `Usage: npm run ${name} ${command.usage}`.trim()
commandLine(
  `${usage}\n\n${command.does}`,
  command.options ?? {},
  command.names === true ? given.filter(isOption) : given
)

const last = command.programs.length - 1
const failed = command.programs.some(([program, ...args], index) => {
  const { error, status } = spawnSync(program, [...args, ...(index === last ? given : [])], { stdio: "inherit" })
  if (error !== undefined) console.error(`${program} does not start: ${error.message}. Has npm ci been run?`)
  return status !== 0
})
process.exitCode = failed ? 1 : 0
