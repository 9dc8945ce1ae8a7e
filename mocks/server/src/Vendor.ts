/**
 * Which vendors there are: every folder that holds an openapi.yaml. In the workspace these are this package's
 * neighbours; a published package carries copies in dist/specs. No vendor is named in code.
 */
import { Effect } from "effect"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { UnknownVendor } from "./errors.ts"

export interface Vendor {
  readonly name: string
  /** Path of its openapi.yaml. */
  readonly spec: string
}

const packed = fileURLToPath(new URL("specs", import.meta.url))
const home = existsSync(packed) ? packed : fileURLToPath(new URL("../..", import.meta.url))

/** Every vendor with a specification, by name. */
export const all: Effect.Effect<ReadonlyArray<Vendor>> = Effect.sync(() =>
  readdirSync(home)
    .toSorted()
    .map((name) => ({ name, spec: join(home, name, "openapi.yaml") }))
    .filter(({ spec }) => existsSync(spec))
)

/** The vendor of that name. */
export const named = Effect.fnUntraced(function* (name: string): Effect.fn.Return<Vendor, UnknownVendor> {
  const vendors = yield* all
  const vendor = vendors.find((vendor) => vendor.name === name)
  return vendor ?? (yield* new UnknownVendor({ vendor: name, known: vendors.map((vendor) => vendor.name) }))
})
