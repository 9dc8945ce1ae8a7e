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

/**
 * Bytes that one operation takes beside Effect, that each further one takes on average, and that a single one may take:
 * what several share, such as dates, counts for the first of them.
 */
const limits = { one: 30_000, mean: 400, step: 2200 }

export const mean = ({ all, one, steps }: Sizes): number => (steps.length === 0 ? 0 : (all - one) / steps.length)

/** What is asked of the sizes. Of the steps, the largest is named, and each other that is beyond its limit. */
export const goals = (vendor: string, sizes: Sizes): ReadonlyArray<Goal> => [
  { what: `${vendor}: one operation`, measured: sizes.one - sizes.effect, limit: limits.one, unit: " B" },
  { what: `${vendor}: growing, on average`, measured: Math.round(mean(sizes)), limit: limits.mean, unit: " B" },
  ...sizes.steps
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, bytes], index) => index === 0 || bytes >= limits.step)
    .map(([name, measured]) => ({ what: `${vendor}: growing, ${name}`, measured, limit: limits.step, unit: " B" }))
]
