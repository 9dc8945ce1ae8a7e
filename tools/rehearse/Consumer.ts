/** Consumer projects that install the packages: the folders of projects/, each with a realistic package.json. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Stands for the version in the workspace, of its own packages and of others. */
const sameVersion = "*"

export interface Manifest {
  readonly description: string
  /** `>=20.19.0` also runs it on that version of Node. */
  readonly engines?: { readonly node: string }
  readonly scripts: { readonly build?: string; readonly start?: string }
  readonly dependencies: { readonly [name: string]: string }
}

export interface Consumer {
  /** The name of its folder. */
  readonly name: string
  readonly manifest: Manifest
}

export const projects = join(import.meta.dirname, "projects")

export const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))

const all: ReadonlyArray<Consumer> = readdirSync(projects, { withFileTypes: true })
  .filter((_) => _.isDirectory())
  .map(({ name }) => ({ name, manifest: readManifest(join(projects, name)) }))

/**
 * The consumers that can be started. The one without a start script is an application that takes the second release:
 * see Upgrade.ts.
 */
export const consumers = all.filter(({ manifest }) => manifest.scripts.start !== undefined)

/** Writes the versions into a consumer's package.json. */
export const pin = (folder: string, versionOf: (name: string) => string): void => {
  const manifest = readManifest(folder)
  const dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies).map(([name, range]) => [
      name,
      range === sameVersion ? versionOf(name) : range
    ])
  )
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`)
}

const { arch, platform } = process

/** The npm package that contains only a Node for this platform; it exists in every version. */
export const nodePackage = `node${platform === "darwin" && arch === "arm64" ? "-bin" : ""}-${platform === "win32" ? "win" : platform}-${arch}`
