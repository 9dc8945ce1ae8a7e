/** The location of the repository, its contents, and which of its folders belong to vendors. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { dirname, join, posix } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** The root of the repository. A test builds the site of another one. */
const root = process.env["DOCS_ROOT"] ?? fileURLToPath(new URL("../../../", import.meta.url))

export const at = (path: string): string => join(root, path)
export const has = (path: string): boolean => existsSync(at(path))
export const isFolder = (path: string): boolean => has(path) && statSync(at(path)).isDirectory()
export const read = (path: string): string => readFileSync(at(path), "utf8")
export const find = (pattern: string): ReadonlyArray<string> =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()

/** Imports a module of the repository by its path. The vendors are known only after the folders are read. */
export const load = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  import(pathToFileURL(at(path)).href)

/** The fields of a package.json that pages show. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description?: string
  readonly private?: boolean
  readonly repository?: { readonly url: string }
}

export const manifest = (folder: string): Manifest => JSON.parse(read(`${folder}/package.json`)) as Manifest

/**
 * Returns the vendors, in the order of their mocks' ports. A vendor is a package with a catalog; its name is that of
 * its folders.
 */
export const vendors = (): ReadonlyArray<string> =>
  find("packages/*/src/catalog.ts")
    .map((path) => posix.basename(dirname(dirname(path))))
    .filter((vendor) => has(`mocks/${vendor}/openapi.yaml`))
    .toSorted((a, b) => port(a) - port(b))

/** Returns the port at which `npm run mocks` serves a vendor. */
export const port = (vendor: string): number =>
  Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(read(`mocks/${vendor}/openapi.yaml`))?.[1] ?? 0)

/** Returns the address of the repository on GitHub, for documents without a page here. */
export const github = (): string =>
  (manifest("packages/core").repository?.url ?? "").replace(/^git\+/, "").replace(/\.git$/, "")
