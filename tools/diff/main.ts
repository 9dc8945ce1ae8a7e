/**
 * Prints as JSON what changed for consumers. contracts-diff.ts runs it as its own process, with the export condition
 * for sources, so that the catalog of an older commit loads with its own core. The arguments are the folders to
 * compare: `node --conditions=@salesbridge/source tools/diff/main.ts <before> <after> <vendor>...`
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

/** The names under which a package exports its operations: `Campaigns.start`, or `start` if it is exported directly. */
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
  // Another copy of core may have made them: what is read of them must be what every release of it has.
  return (catalog as ReadonlyArray<Operation.Any>).map((_) =>
    Diff.describeOperation(_, definition as Vendor.Definition, names.get(_) ?? [])
  )
}

const describeSpec = async (path: string): Promise<Diff.SpecDescription | undefined> =>
  existsSync(path) ? Diff.describeSpec(await read(path)) : undefined

/** The reason that something could not be had, in its first line. */
const reasonOf = (error: unknown): string => String(error instanceof Error ? error.message : error).split("\n")[0] ?? ""

const changesOf = async (vendor: string, before: string, after: string): Promise<VendorChanges> => {
  const problems: Array<Problem> = []
  const compare = async <A>(
    subject: Problem["subject"],
    describe: (root: string) => Promise<A>,
    compare: (vendor: string, before: A, after: A) => ReadonlyArray<Diff.Change>
  ): Promise<ReadonlyArray<Diff.Change>> => {
    const sides: Array<A> = []
    for (const [whose, root] of Object.entries({ "the base's": before, "today's": after })) {
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
