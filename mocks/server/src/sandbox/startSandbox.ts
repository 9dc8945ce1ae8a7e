/** A running sandbox of a vendor by its name, for tests and programs in JavaScript. */
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
 * A vendor by its name, or one of your own: a specification and the rules for it. Without rules they derive from the
 * specification: its collections remember what they are told, and other operations answer with its examples.
 */
export type SandboxTarget =
  | string
  | { readonly vendor: string; readonly spec?: string; readonly definition?: AnyDefinition }

/** What the compiler knows of this sandbox by name: all of a vendor's, of one's own its state, of any other all texts. */
export type NamesOf<Target> = Target extends keyof VendorNames
  ? VendorNames[Target]
  : Target extends { readonly definition: Definition<infer State> }
    ? Omit<Names, "state"> & { readonly state: State }
    : Names

/**
 * Starts a sandbox with a state of its own, on a free port of 127.0.0.1 or on `options.port`.
 *
 * Rejects with `UnknownVendor`, `UnreadableSpec`, `PortUnavailable`, `StateFileUnusable`, or an Error that
 * names the mistakes of a fault or a seed.
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
