/** Starts the sandbox of a vendor by its name, for tests and programs in JavaScript. */
import {
  type Definition,
  type Names,
  type RunningSandbox,
  type SandboxOptions,
  startSandbox as start
} from "@salesbridge/mock-engine/sandbox"
import { pathToFileURL } from "node:url"
import * as Vendor from "../Vendor.ts"
import type { VendorNames } from "./VendorNames.ts"

// oxlint-disable-next-line typescript/no-explicit-any -- a definition keeps the type of its state to itself
type AnyDefinition = Definition<any>

/**
 * A vendor's name, or your own vendor: a specification and its rules. Missing rules derive from the specification: its
 * collections keep their records, and other operations answer with examples.
 */
export type SandboxTarget =
  | string
  | { readonly vendor: string; readonly spec?: string | undefined; readonly definition?: AnyDefinition | undefined }

/**
 * The names in this sandbox, for the compiler: all names of a known vendor, the state of your own, any string for
 * others.
 */
export type NamesOf<Target> = Target extends keyof VendorNames
  ? VendorNames[Target]
  : Target extends { readonly definition: Definition<infer State> }
    ? Omit<Names, "state"> & { readonly state: State }
    : Names

/**
 * Starts a sandbox with its own state, on a free port of 127.0.0.1 or on `options.port`.
 *
 * Rejects with `UnknownVendor`, `UnreadableSpec`, `PortUnavailable`, `StateFileUnusable`, or an Error that names the
 * mistakes of a fault or a seed.
 */
export const startSandbox = async <const Target extends SandboxTarget>(
  target: Target,
  options?: SandboxOptions<NamesOf<Target>>
): Promise<RunningSandbox<NamesOf<Target>>> => start(await whole(target), options as SandboxOptions)

const whole = async (target: SandboxTarget) => {
  const { definition, spec, vendor } = typeof target === "string" ? { vendor: target } : target
  if (definition !== undefined && spec !== undefined) return { vendor, spec, definition }
  const found = spec === undefined ? Vendor.named(vendor) : Vendor.all().find(({ name }) => name === vendor)
  return { vendor, spec: spec ?? found!.spec, definition: definition ?? (await rules(found)) }
}

const rules = async ({ sandbox }: Partial<Vendor.Vendor> = {}): Promise<AnyDefinition | undefined> => {
  if (sandbox === undefined) return undefined
  const found = (await import(pathToFileURL(sandbox).href)) as { readonly sandbox?: AnyDefinition }
  if (found.sandbox === undefined) throw new Error(`${sandbox} does not export "sandbox".`)
  return found.sandbox
}
