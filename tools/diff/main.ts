/**
 * Prints what changed for consumers, as JSON. contracts-diff.ts runs it as a separate process with the export condition
 * for sources, so that a catalog of an older commit can be loaded next to its own core. The folders to compare are
 * arguments: `node --conditions=@salesbridge/source tools/diff/main.ts <before> <after> <vendor>...`
 */
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import type { Operation, Vendor } from "@salesbridge/core"
import * as Diff from "@salesbridge/contract-kit/diff"
import { read } from "@salesbridge/openapi/Specification"
import type { Problem, VendorChanges } from "./Change.ts"

type Module = { readonly [name: string]: unknown }

const load = async (...path: ReadonlyArray<string>): Promise<Module> => import(pathToFileURL(join(...path)).href)

/**
 * Returns the names under which a package exports its operations: `Campaigns.start`, or `start` for a direct export.
 */
const namesIn = (index: Module): ReadonlyMap<unknown, ReadonlyArray<string>> => {
  const names = new Map<unknown, Array<string>>()
  const visit = (module: Module, prefix: string) => {
    for (const [name, value] of Object.entries(module)) {
      if (typeof value === "function" && "withResponse" in value) {
        names.set(value, [...(names.get(value) ?? []), `${prefix}${name}`])
      } else if (Object.prototype.toString.call(value) === "[object Module]") {
        visit(value as Module, `${prefix}${name}.`)
      }
    }
  }
  visit(index, "")
  return names
}

const describeCatalog = async (folder: string): Promise<ReadonlyArray<Diff.OperationDescription>> => {
  if (!existsSync(join(folder, "src/catalog.ts"))) return []
  const { catalog, definition } = await load(folder, "src/catalog.ts")
  if (!Array.isArray(catalog)) throw new Error("src/catalog.ts exports no list of operations named catalog")
  const names = namesIn(await load(folder, "src/index.ts"))
  // The operations may come from another copy of core, so only properties that every release has are read.
  return (catalog as ReadonlyArray<Operation.Any>).map((_) =>
    Diff.describeOperation(_, definition as Vendor.Definition, names.get(_) ?? [])
  )
}

const describeSpec = async (path: string): Promise<Diff.SpecDescription | undefined> =>
  existsSync(path) ? Diff.describeSpec(await read(path)) : undefined

/** Returns the first line of the reason why something could not be loaded. */
const reasonOf = (error: unknown): string => String(error instanceof Error ? error.message : error).split("\n")[0] ?? ""

const changesOf = async (vendor: string, before: string, after: string): Promise<VendorChanges> => {
  const problems: Array<Problem> = []
  const compare = async <A>(
    subject: Problem["subject"],
    describe: (root: string) => Promise<A>,
    compare: (vendor: string, before: A, after: A) => ReadonlyArray<Diff.Change>
  ): Promise<ReadonlyArray<Diff.Change>> => {
    const sides: Array<A> = []
    for (const [whose, root] of Object.entries({ "the base's": before, "the current": after })) {
      try {
        sides.push(await describe(root))
      } catch (error) {
        problems.push({ subject, text: `${whose} ${subject} can't be read: ${reasonOf(error)}` })
      }
    }
    return sides.length === 2 ? compare(vendor, sides[0]!, sides[1]!) : []
  }
  const changes = [
    ...(await compare("package", (root) => describeCatalog(join(root, "packages", vendor)), Diff.compareCatalogs)),
    ...(await compare(
      "specification",
      (root) => describeSpec(join(root, "mocks", vendor, "openapi.yaml")),
      Diff.compareSpecs
    ))
  ]
  return { vendor, problems, changes }
}

const [before = "", after = "", ...vendors] = process.argv.slice(2)
const found = []
for (const vendor of vendors) found.push(await changesOf(vendor, resolve(before), resolve(after)))
process.stdout.write(JSON.stringify(found))
