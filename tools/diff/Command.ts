/** The command `npm run contracts:diff`. */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { wrongUsage } from "../commandLine.ts"
import { CannotCompare, commitOf, isTagged, manifestOf, withSources } from "./Base.ts"
import type { Change } from "@salesbridge/contract-kit/diff"
import type { VendorChanges } from "./Change.ts"
import { promisedLevels } from "./Pending.ts"
import { format, type Outcome } from "./Report.ts"
import { judge, type Package, type Verdict } from "./Verdict.ts"

const usage = `Usage: npm run contracts:diff -- --base <git ref> [--json] [vendor]...

Lists what changed for consumers since the merge base of this branch and the git
ref, in specifications and packages, and checks the pending changesets.

Exit code: 0 the changesets promise enough, 1 they promise too little or a
vendor could not be compared, 2 wrong usage or no comparison was possible.`

/** Compares in a process of its own. */
const comparison = fileURLToPath(new URL("main.ts", import.meta.url))

/** The command's folder and its output. */
export interface Surroundings {
  /** The root of the workspace, in a git repository. */
  readonly root: string
  readonly print: (text: string) => void
  readonly warn: (text: string) => void
}

const vendorsIn = (...folders: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = (folder: string, mark: string) =>
    existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, mark))) : []
  const all = folders.flatMap((folder) => [
    ...names(join(folder, "packages"), "src/catalog.ts"),
    ...names(join(folder, "mocks"), "openapi.yaml")
  ])
  return [...new Set(all)].toSorted()
}

const changesOf = (root: string, baseFolder: string, vendors: ReadonlyArray<string>): ReadonlyArray<VendorChanges> => {
  const args = ["--conditions=@salesbridge/source", comparison, baseFolder, root, ...vendors]
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 })
  if (status !== 0) throw new CannotCompare(`The comparison itself failed:\n${stderr}`)
  return JSON.parse(stdout)
}

/** Returns the package at `folder`, with its versions in the base and now. */
const packageOf = (
  root: string,
  folder: string,
  baseFolder: string,
  pending: ReturnType<typeof promisedLevels>
): Package | undefined => {
  const [was, is] = [manifestOf(join(baseFolder, folder)), manifestOf(join(root, folder))]
  const name = is?.name ?? was?.name
  if (name === undefined) return undefined
  return {
    name,
    before: was?.version,
    after: is?.version,
    tagged: isTagged(root, name),
    pending: pending.get(name) ?? "none"
  }
}

const verdictsOf = (
  root: string,
  baseFolder: string,
  vendors: ReadonlyArray<VendorChanges>,
  pending: ReturnType<typeof promisedLevels>
): ReadonlyArray<Verdict> => {
  const changes = vendors.flatMap((_) => _.changes)
  const about = (folder: string, own: ReadonlyArray<Change>): ReadonlyArray<Verdict> => {
    const found = packageOf(root, folder, baseFolder, pending)
    return found === undefined ? [] : [judge(found, own)]
  }
  // Parts that could not be compared do not get a verdict.
  const notCompared = (subject: Change["subject"]) => (_: VendorChanges) =>
    _.problems.some((_) => _.subject === subject)
  return [
    ...vendors
      .filter((_) => !notCompared("package")(_))
      .flatMap(({ changes, vendor }) =>
        about(
          `packages/${vendor}`,
          changes.filter(({ subject }) => subject === "package")
        )
      ),
    // Every vendor's specification is published with the mock server.
    ...(vendors.some(notCompared("specification"))
      ? []
      : about(
          "mocks/server",
          changes.filter(({ subject }) => subject === "specification")
        ))
  ]
}

const compare = (root: string, base: string, wanted: ReadonlyArray<string>): Outcome => {
  const pending = promisedLevels(root)
  const commit = commitOf(root, base)
  return withSources(root, commit, (baseFolder) => {
    const all = vendorsIn(baseFolder, root)
    const unknown = wanted.filter((name) => !all.includes(name))
    if (unknown.length > 0) throw new CannotCompare(`No vendor ${unknown.join(", ")}. Vendors: ${all.join(", ")}.`)
    const vendors = changesOf(root, baseFolder, wanted.length > 0 ? wanted : all)
    const packages = verdictsOf(root, baseFolder, vendors, pending)
    const passed = packages.every(({ ok }) => ok) && vendors.every(({ problems }) => problems.length === 0)
    return { base, commit, passed, vendors, packages }
  })
}

/** Runs the command and returns its exit code. */
export const main = (args: ReadonlyArray<string>, { print, root, warn }: Surroundings): number => {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: {
        base: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false }
      },
      allowPositionals: true
    })
    if (values.help) {
      print(usage)
      return 0
    }
    if (values.base === undefined)
      throw new CannotCompare("--base is missing. Name the git ref to compare with, such as --base origin/main.")
    const outcome = compare(root, values.base, positionals)
    print(values.json ? JSON.stringify(outcome) : format(outcome))
    return outcome.passed ? 0 : 1
  } catch (error) {
    const known = error instanceof CannotCompare || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")
    if (!known) throw error
    warn(wrongUsage((error as Error).message, usage))
    return 2
  }
}
