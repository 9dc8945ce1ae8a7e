/**
 * `npm run contracts:diff -- --base <git ref>`: what changed for consumers since then, in specifications and catalogs of
 * operations, and whether the pending changesets promise as much. Looks at the files as they are, committed or not.
 *
 * `-- --base origin/main salesflow` for one vendor; `npm run -s contracts:diff -- --base <ref> --json` for programs.
 * Exit code 0: they do; 1: they promise too little; 2: it could not be compared.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { CannotCompare, commitOf, isTagged, manifestOf, withSources } from "./diff/Base.ts"
import type { Change, VendorChanges } from "./diff/Change.ts"
import { promises } from "./diff/Pending.ts"
import { format, type Outcome } from "./diff/Report.ts"
import { judge, type Package, type Verdict } from "./diff/Verdict.ts"

const usage = `Usage: npm run contracts:diff -- --base <git ref> [--json] [vendor]...

Tells what changed for consumers since then, in specifications and catalogs,
and whether the pending changesets promise as much.

Exit code: 0 they do, 1 they promise too little, 2 it cannot be compared.`

const root = fileURLToPath(new URL("../", import.meta.url))
const program = fileURLToPath(new URL("./diff/main.ts", import.meta.url))

const vendorsIn = (...folders: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = (folder: string, mark: string) =>
    existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, mark))) : []
  const all = folders.flatMap((folder) => [
    ...names(join(folder, "packages"), "src/catalog.ts"),
    ...names(join(folder, "mocks"), "openapi.yaml")
  ])
  return [...new Set(all)].toSorted()
}

const changesOf = (before: string, vendors: ReadonlyArray<string>): ReadonlyArray<VendorChanges> => {
  const args = ["--conditions=@salesbridge/source", program, before, root, ...vendors]
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 })
  if (status !== 0) throw new CannotCompare(`The comparison itself failed:\n${stderr}`)
  return JSON.parse(stdout)
}

/** The package of that folder, as the base had it and as it is. */
const packageOf = (folder: string, before: string, pending: ReturnType<typeof promises>): Package | undefined => {
  const [was, is] = [manifestOf(join(before, folder)), manifestOf(join(root, folder))]
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

const verdictsOf = (before: string, vendors: ReadonlyArray<VendorChanges>): ReadonlyArray<Verdict> => {
  const pending = promises(root)
  const changes = vendors.flatMap((_) => _.changes)
  const about = (folder: string, own: ReadonlyArray<Change>): ReadonlyArray<Verdict> => {
    const found = packageOf(folder, before, pending)
    return found === undefined ? [] : [judge(found, own)]
  }
  // Of what could not be compared, nothing can be said.
  const unread = (subject: Change["subject"]) => (_: VendorChanges) => _.problems.some((_) => _.subject === subject)
  return [
    ...vendors
      .filter((_) => !unread("package")(_))
      .flatMap(({ changes, vendor }) =>
        about(
          `packages/${vendor}`,
          changes.filter(({ subject }) => subject === "package")
        )
      ),
    // Every vendor's specification is published with the mock server.
    ...(vendors.some(unread("specification"))
      ? []
      : about(
          "mocks/server",
          changes.filter(({ subject }) => subject === "specification")
        ))
  ]
}

const compare = (base: string, wanted: ReadonlyArray<string>): Outcome => {
  const commit = commitOf(root, base)
  return withSources(root, commit, (before) => {
    const all = vendorsIn(before, root)
    const unknown = wanted.filter((name) => !all.includes(name))
    if (unknown.length > 0) throw new CannotCompare(`No vendor ${unknown.join(", ")}. There are: ${all.join(", ")}.`)
    const vendors = changesOf(before, wanted.length > 0 ? wanted : all)
    const packages = verdictsOf(before, vendors)
    const passed = packages.every(({ ok }) => ok) && vendors.every(({ problems }) => problems.length === 0)
    return { base, commit, passed, vendors, packages }
  })
}

const main = (): number => {
  try {
    const { positionals, values } = parseArgs({
      options: {
        base: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false }
      },
      allowPositionals: true
    })
    if (values.help) {
      console.log(usage)
      return 0
    }
    if (values.base === undefined) throw new CannotCompare(usage)
    const outcome = compare(values.base, positionals)
    process.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : `${format(outcome)}\n`)
    if (outcome.vendors.some(({ problems }) => problems.length > 0)) return 2
    return outcome.passed ? 0 : 1
  } catch (error) {
    const known = error instanceof CannotCompare || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")
    if (!known) throw error
    console.error((error as Error).message === usage ? usage : `${(error as Error).message}\n\n${usage}`)
    return 2
  }
}

process.exitCode = main()
