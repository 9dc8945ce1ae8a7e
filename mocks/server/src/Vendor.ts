/**
 * Which vendors there are: every folder that holds an openapi.yaml. In the workspace these are this package's
 * neighbours; a published package carries copies in dist/specs. No vendor is named in code.
 */
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { UnknownVendor } from "./errors.ts"

export interface Vendor {
  readonly name: string
  /** Path of its openapi.yaml. */
  readonly spec: string
  /** Path of the module with its sandbox's rules, if it has one. */
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

/** The vendor of that name. Throws `UnknownVendor`. */
export const named = (name: string): Vendor => {
  const vendors = all()
  const vendor = vendors.find((vendor) => vendor.name === name)
  if (vendor === undefined) throw new UnknownVendor({ vendor: name, known: vendors.map(({ name }) => name) })
  return vendor
}
