/**
 * Says, as JSON, what changed for consumers: run by contracts-diff.ts as a process of its own, with the export condition
 * for sources, so that a catalog of an older commit loads beside its own core. The folders to compare come as arguments:
 * `node --conditions=@salesbridge/source tools/diff/main.ts <before> <after> <vendor>...`
 */
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import type { Change, Problem, VendorChanges } from "./Change.ts"

/** What this program uses of contract-kit's `Diff`. Descriptions are its own matter. */
interface Kit {
  readonly describeOperation: (operation: Operation, definition: unknown, names: ReadonlyArray<string>) => unknown
  readonly describeSpec: (spec: unknown) => unknown
  readonly compareCatalogs: (vendor: string, before: unknown, after: unknown) => ReadonlyArray<Change>
  readonly compareSpecs: (vendor: string, before: unknown, after: unknown) => ReadonlyArray<Change>
  readonly read: (path: string) => Promise<unknown>
}
interface Operation {
  readonly id: string
}
type Module = { readonly [name: string]: unknown }

const load = async (...path: ReadonlyArray<string>): Promise<Module> => import(pathToFileURL(join(...path)).href)

/** Where a package exports its operations: `Campaigns.start`, or `start` where it is exported as it is. */
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

const describeCatalog = async (kit: Kit, folder: string): Promise<unknown> => {
  if (!existsSync(join(folder, "src/catalog.ts"))) return []
  const { catalog, definition } = await load(folder, "src/catalog.ts")
  if (!Array.isArray(catalog)) throw new Error("src/catalog.ts exports no list of operations named catalog")
  const names = namesIn(await load(folder, "src/index.ts"))
  return (catalog as ReadonlyArray<Operation>).map((_) => kit.describeOperation(_, definition, names.get(_) ?? []))
}

const describeSpec = async (kit: Kit, path: string): Promise<unknown> =>
  existsSync(path) ? kit.describeSpec(await kit.read(path)) : undefined

/** The reason that something could not be had, in its first line. */
const reasonOf = (error: unknown): string => String(error instanceof Error ? error.message : error).split("\n")[0] ?? ""

const changesOf = async (kit: Kit, vendor: string, before: string, after: string): Promise<VendorChanges> => {
  const problems: Array<Problem> = []
  const compare = async (
    subject: Problem["subject"],
    describe: (root: string) => Promise<unknown>,
    compare: Kit["compareSpecs"]
  ): Promise<ReadonlyArray<Change>> => {
    const sides = []
    for (const [whose, root] of Object.entries({ "the base's": before, "today's": after })) {
      try {
        sides.push(await describe(root))
      } catch (error) {
        problems.push({ subject, text: `${whose} ${subject} can't be read: ${reasonOf(error)}` })
      }
    }
    return sides.length === 2 ? compare(vendor, sides[0], sides[1]) : []
  }
  const changes = [
    ...(await compare("package", (root) => describeCatalog(kit, join(root, "packages", vendor)), kit.compareCatalogs)),
    ...(await compare(
      "specification",
      (root) => describeSpec(kit, join(root, "mocks", vendor, "openapi.yaml")),
      kit.compareSpecs
    ))
  ]
  return { vendor, problems, changes }
}

const [before = "", after = "", ...vendors] = process.argv.slice(2)
const source = resolve(import.meta.dirname, "../../packages/contract-kit/src")
const kit = {
  ...(await load(source, "diff/index.ts")),
  read: (await load(source, "OpenApi.ts"))["read"]
} as unknown as Kit
const found = []
for (const vendor of vendors) found.push(await changesOf(kit, vendor, resolve(before), resolve(after)))
process.stdout.write(JSON.stringify(found))
