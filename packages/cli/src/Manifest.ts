/** What this package says of itself, read once. */
import { createRequire } from "node:module"

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
}

const require = createRequire(import.meta.url)

/** The manifest of an installed package. Throws where it is not installed. */
export const manifestOf = (name: string): Manifest => require(`${name}/package.json`) as Manifest

/** The path of a file in an installed package's folder. */
export const fileOf = (name: string, path: string): string =>
  require.resolve(`${name}/package.json`).replace(/package\.json$/, path)

export const own = require("../package.json") as Manifest
