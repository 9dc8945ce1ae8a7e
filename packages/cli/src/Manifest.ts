/** This package's manifest, read once. */
import { createRequire } from "node:module"

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly engines?: { readonly node?: string }
}

const require = createRequire(import.meta.url)

/** The manifest of an installed package. Throws if it is not installed. */
export const manifestOf = (name: string): Manifest => require(`${name}/package.json`) as Manifest

export const own = require("../package.json") as Manifest
