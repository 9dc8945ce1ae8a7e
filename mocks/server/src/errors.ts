/** Why a mock could not start. Each message can be shown to users. */
import type { PrismNotInstalled } from "@salesbridge/mock-engine/prism"
import type { PortUnavailable, StateFileUnusable, UnreadableSpec } from "@salesbridge/mock-engine/sandbox"

/** There is no vendor with this name. */
export class UnknownVendor extends Error {
  readonly _tag = "UnknownVendor"
  readonly vendor: string
  readonly known: ReadonlyArray<string>

  constructor({ known, vendor }: { readonly vendor: string; readonly known: ReadonlyArray<string> }) {
    super(`Unknown vendor "${vendor}". Known: ${known.join(", ")}.`)
    this.name = this._tag
    this.vendor = vendor
    this.known = known
  }
}

/** @deprecated No longer thrown: missing rules derive from the specification. */
export class NoSandbox extends Error {
  readonly _tag = "NoSandbox"
  readonly vendor: string

  constructor({ vendor }: { readonly vendor: string }) {
    super(`There is no sandbox for ${vendor}, only examples: start it with --mode examples.`)
    this.name = this._tag
    this.vendor = vendor
  }
}

export type SandboxError = UnknownVendor | UnreadableSpec | PortUnavailable | StateFileUnusable
export type MockError = UnknownVendor | UnreadableSpec | PortUnavailable | PrismNotInstalled
