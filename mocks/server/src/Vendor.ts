/**
 * Finds the vendors: every folder that contains an openapi.yaml. In the workspace these are the folders next to this
 * package; a published package has copies in dist/specs. No vendor is named in code.
 */
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { UnknownVendor } from "./errors.ts"

export interface Vendor {
  readonly name: string
  /** The path of its openapi.yaml. */
  readonly spec: string
  /** The path of the module with its rules, if any. */
  readonly sandbox: string | undefined
}

const packed = fileURLToPath(new URL("specs", import.meta.url))
const isPacked = existsSync(packed)
const home = isPacked ? packed : fileURLToPath(new URL("../..", import.meta.url))

/** Every vendor with a specification, by name. */
export const all = (): ReadonlyArray<Vendor> =>
  readdirSync(home)
    .toSorted()
    .map((name) => {
      const sandbox = join(home, name, isPacked ? "sandbox.js" : "src/sandbox.ts")
      return { name, spec: join(home, name, "openapi.yaml"), sandbox: existsSync(sandbox) ? sandbox : undefined }
    })
    .filter(({ spec }) => existsSync(spec))

/** The vendor with this name. Throws `UnknownVendor`. */
export const named = (name: string): Vendor => {
  const vendors = all()
  const vendor = vendors.find((vendor) => vendor.name === name)
  if (vendor === undefined) throw new UnknownVendor({ vendor: name, known: vendors.map(({ name }) => name) })
  return vendor
}
