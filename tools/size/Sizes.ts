/** What one operation, and each further one, add to an application that browsers load, in bytes of gzip. */
import { bundles, compressed } from "./Bundles.ts"
import { effectPart } from "./EffectPart.ts"
import type { Goal } from "./Figures.ts"
import { program, type Vendor } from "./Vendor.ts"

export interface Sizes {
  /** The first operation with all that it needs, and what of that is Effect. */
  readonly one: number
  readonly effect: number
  /** What each further operation adds to those before it: what several share comes with the first of them. */
  readonly steps: ReadonlyArray<readonly [name: string, bytes: number]>
  /** All operations. */
  readonly all: number
}

export const sizes = async (vendor: Vendor): Promise<Sizes> => {
  const one = program(vendor, 1)
  const outside = await bundles(new Map([["one", one]]), { external: ["effect"], minify: false })
  const stages = vendor.operations.map((_, index) => [String(index), program(vendor, index + 1)] as const)
  const built = await bundles(new Map([["effect", effectPart(outside.get("one")!)], ...stages]))
  const grown = stages.map(([stage]) => compressed(built.get(stage)!))
  return {
    one: grown[0]!,
    effect: compressed(built.get("effect")!),
    steps: vendor.operations
      .slice(1)
      .map((operation, index) => [operation.join("."), grown[index + 1]! - grown[index]!]),
    all: grown.at(-1)!
  }
}

/** Bytes that one operation takes beside Effect, and that each further one takes. */
export const limits = { one: 30_000, step: 1000 }

/** What is asked of the sizes: of the first operation, of the largest step, and of each other that is beyond its limit. */
export const goals = (vendor: string, { effect, one, steps }: Sizes): ReadonlyArray<Goal> => [
  { what: `${vendor}: one operation`, measured: one - effect, limit: limits.one, unit: " B" },
  ...steps
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, bytes], index) => index === 0 || bytes >= limits.step)
    .map(([name, measured]) => ({ what: `${vendor}: growing, ${name}`, measured, limit: limits.step, unit: " B" }))
]
