/** Where the repository is, what is in it, and which of its folders are vendors. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { dirname, join, posix } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** The repository; a test shows the site of another. */
const root = process.env["DOCS_ROOT"] ?? fileURLToPath(new URL("../../../", import.meta.url))

export const at = (path: string): string => join(root, path)
export const has = (path: string): boolean => existsSync(at(path))
export const isFolder = (path: string): boolean => has(path) && statSync(at(path)).isDirectory()
export const read = (path: string): string => readFileSync(at(path), "utf8")
export const find = (pattern: string): ReadonlyArray<string> =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()

/** A module of the repository, by its place: whose it is, is known only when the folders are read. */
export const load = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  import(pathToFileURL(at(path)).href)

/** What a package.json says, as far as pages show it. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description?: string
  readonly private?: boolean
  readonly repository?: { readonly url: string }
}

export const manifest = (folder: string): Manifest => JSON.parse(read(`${folder}/package.json`)) as Manifest

/** A vendor is a package with a catalog, and its name is that of its folders, in the order of their mocks' ports. */
export const vendors = (): ReadonlyArray<string> =>
  find("packages/*/src/catalog.ts")
    .map((path) => posix.basename(dirname(dirname(path))))
    .filter((vendor) => has(`mocks/${vendor}/openapi.yaml`))
    .toSorted((a, b) => port(a) - port(b))

/** Where `npm run mocks` serves a vendor. */
export const port = (vendor: string): number =>
  Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(read(`mocks/${vendor}/openapi.yaml`))?.[1] ?? 0)

/** The repository on GitHub, for what has no page here. */
export const github = (): string =>
  (manifest("packages/core").repository?.url ?? "").replace(/^git\+/, "").replace(/\.git$/, "")
