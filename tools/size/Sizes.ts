/** What one operation, and each further one, add to an application that browsers load, in bytes of gzip. */
import { bundles, compressed } from "./Bundles.ts"
import { effectPart } from "./EffectPart.ts"
import type { Goal } from "./Figures.ts"
import { program, type Vendor } from "./Vendor.ts"

export interface Sizes {
  /** The first operation with all that it needs, and what of that is Effect. */
  readonly one: number
  readonly effect: number
  /**
   * What each further operation adds to those before it, and what of that is its own: what several share, such as dates,
   * comes with the first of them.
   */
  readonly steps: ReadonlyArray<readonly [name: string, bytes: number, own: number]>
  /** All operations. */
  readonly all: number
}

export const sizes = async (vendor: Vendor): Promise<Sizes> => {
  const one = program(vendor, 1)
  const outside = await bundles(new Map([["one", one]]), { external: ["effect"], minify: false })
  const stages = vendor.operations.map((_, index) => [String(index), program(vendor, index + 1)] as const)
  const built = await bundles(new Map([["effect", effectPart(outside.get("one")!)], ...stages]))
  const grown = stages.map(([stage]) => compressed(built.get(stage)!))
  const added = grown.map((bytes, index) => bytes - (grown[index - 1] ?? 0))
  // Most are small with all that they bring, so that nobody need ask whose it is.
  const large = [...added.keys()].slice(1).filter((index) => added[index]! >= limits.own)
  const without = await bundles(new Map(large.map((index) => [String(index), program(allBut(vendor, index))])))
  const own = new Map([...without].map(([index, text]) => [Number(index), grown.at(-1)! - compressed(text)]))
  return {
    one: grown[0]!,
    effect: compressed(built.get("effect")!),
    steps: vendor.operations
      .map((operation, index) => [operation.join("."), added[index]!, own.get(index) ?? added[index]!] as const)
      .slice(1),
    all: grown.at(-1)!
  }
}

const allBut = (vendor: Vendor, left: number): Vendor => ({
  ...vendor,
  operations: vendor.operations.filter((_, index) => index !== left)
})

/**
 * Limits in bytes: an operation in addition to Effect, each further operation on average, a single operation alone, and
 * an operation with the shared code that it is the first to use, Effect's included.
 */
const limits = { one: 26_000, mean: 400, own: 1000, first: 2200 }

export const mean = ({ all, one, steps }: Pick<Sizes, "all" | "one" | "steps">): number =>
  steps.length === 0 ? 0 : (all - one) / steps.length

/** What is asked of the sizes. Of the steps, the largest is named, and those that bring much shared code are. */
export const goals = (vendor: string, { all, effect, one, steps }: Sizes): ReadonlyArray<Goal> => {
  const goal = (what: string, measured: number, limit: number) => ({
    what: `${vendor}: ${what}`,
    measured: Math.round(measured),
    limit,
    unit: " B"
  })
  const byOwn = steps.toSorted(([, , a], [, , b]) => b - a)
  return [
    goal("one operation", one - effect, limits.one),
    goal("growing, on average", mean({ all, one, steps }), limits.mean),
    ...byOwn
      .filter(([, , own], index) => index === 0 || own >= limits.own)
      .map(([name, , own]) => goal(`growing, ${name}`, own, limits.own)),
    ...steps
      .filter(([, bytes, own]) => bytes > own)
      .map(([name, bytes]) => goal(`growing, ${name} with what it is the first to use`, bytes, limits.first))
  ]
}
