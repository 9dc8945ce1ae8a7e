/** Measures what one operation, and each further one, adds to an application in browsers, in bytes of gzip. */
import { bundles, compressed } from "./Bundles.ts"
import { effectPart } from "./EffectPart.ts"
import type { Goal } from "./Figures.ts"
import { heyApiProgram } from "./HeyApi.ts"
import { program, type Vendor } from "./Vendor.ts"

export interface Sizes {
  /** The size of the first operation with everything that it needs, and Effect's part of it. */
  readonly one: number
  readonly effect: number
  /** The size that effect/http adds to the rest of Effect's part, for applications that use it here for the first time. */
  readonly http: number
  /** The size of the client that hey-api generates for the same operation, with zod, and of all its operations. */
  readonly heyApi: { readonly one: number; readonly all: number }
  /**
   * The size that each further operation adds to the previous ones, and its own part of that: shared code, such as that
   * for dates, counts with the first operation that uses it.
   */
  readonly steps: ReadonlyArray<readonly [name: string, bytes: number, own: number]>
  /** The size of all operations. */
  readonly all: number
}

/** `heyApi` is the folder of the client that hey-api generates for the vendor. */
export const sizes = async (vendor: Vendor, heyApi: string): Promise<Sizes> => {
  const one = program(vendor, 1)
  const outside = await bundles(new Map([["one", one]]), { external: ["effect"], minify: false })
  const stages = vendor.operations.map((_, index) => [String(index), program(vendor, index + 1)] as const)
  const used = outside.get("one")!
  const built = await bundles(
    new Map([
      ["effect", effectPart(used)],
      ["effectWithoutHttp", effectPart(used, (module) => !module.startsWith("effect/http"))],
      ["heyApiOne", heyApiProgram(heyApi, vendor.firstId)],
      ["heyApiAll", heyApiProgram(heyApi, vendor.firstId, { all: true })],
      ...stages
    ])
  )
  const sizeOf = (name: string) => compressed(built.get(name)!)
  const grown = stages.map(([stage]) => sizeOf(stage))
  const added = grown.map((bytes, index) => bytes - (grown[index - 1] ?? 0))
  // Most operations are small even with everything that they bring, so only the large ones are split up.
  const large = [...added.keys()].slice(1).filter((index) => added[index]! >= limits.own)
  const without = await bundles(new Map(large.map((index) => [String(index), program(allBut(vendor, index))])))
  const own = new Map([...without].map(([index, text]) => [Number(index), grown.at(-1)! - compressed(text)]))
  return {
    one: grown[0]!,
    effect: sizeOf("effect"),
    http: sizeOf("effect") - sizeOf("effectWithoutHttp"),
    heyApi: { one: sizeOf("heyApiOne"), all: sizeOf("heyApiAll") },
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
 * Limits in bytes: one operation without Effect, the average of each further one, a single operation's own part, and a
 * single operation with the shared code that it is the first to use, including Effect's.
 */
const limits = { one: 16_500, mean: 400, own: 1000, first: 2200 }

export const mean = ({ all, one, steps }: Pick<Sizes, "all" | "one" | "steps">): number =>
  steps.length === 0 ? 0 : (all - one) / steps.length

/** Returns the goals for the sizes. Names the largest step and the steps that bring much shared code. */
export const goals = (
  vendor: string,
  { all, effect, one, steps }: Omit<Sizes, "heyApi" | "http">
): ReadonlyArray<Goal> => {
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
      .map(([name, bytes]) =>
        goal(`growing, ${name} with the shared code that it is the first to use`, bytes, limits.first)
      )
  ]
}
