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
  /** The number of further operations. */
  readonly further: number
  /**
   * The size that each further operation, or several that together stay below the limit of one, adds to the previous
   * ones, and its own part of that: shared code, such as that for dates, counts with the first operation that uses it.
   */
  readonly steps: ReadonlyArray<readonly [name: string, bytes: number, own: number]>
  /** The size of all operations. */
  readonly all: number
}

/** `heyApi` is the folder of the client that hey-api generates for the vendor. */
export const sizes = async (vendor: Vendor, heyApi: string): Promise<Sizes> => {
  const one = program(vendor, 1)
  const outside = await bundles(new Map([["one", one]]), { external: ["effect"], minify: false })
  const used = outside.get("one")!
  const others = await bundles(
    new Map([
      ["effect", effectPart(used)],
      ["effectWithoutHttp", effectPart(used, (module) => !module.startsWith("effect/http"))],
      ["heyApiOne", heyApiProgram(heyApi, vendor.firstId)],
      ["heyApiAll", heyApiProgram(heyApi, vendor.firstId, { all: true })]
    ])
  )
  const sizeOf = (name: string) => compressed(others.get(name)!)
  const count = vendor.operations.length
  const grown = new Map<number, number>()
  const measure = async (counts: ReadonlyArray<number>) => {
    const built = await bundles(new Map(counts.map((_) => [String(_), program(vendor, _)])))
    for (const [stage, text] of built) grown.set(Number(stage), compressed(text))
  }
  const added = ({ from, to }: Step) => grown.get(to)! - grown.get(from)!
  // Halves the steps that may contain a large one: bundles for each operation would take three times as long.
  for (let counts = [1, count]; counts.length > 0;) {
    await measure(counts)
    counts = stepsOf(grown)
      .filter((step) => step.to - step.from > 1 && added(step) >= limits.own)
      .map(({ from, to }) => Math.floor((from + to) / 2))
  }
  const measured = stepsOf(grown)
  // Most operations are small even with everything that they bring, so only the large ones are split up.
  const large = measured.filter((step) => added(step) >= limits.own).map(({ from }) => from)
  const without = await bundles(new Map(large.map((index) => [String(index), program(allBut(vendor, index))])))
  const own = new Map([...without].map(([index, text]) => [Number(index), grown.get(count)! - compressed(text)]))
  const nameOf = (index: number) => vendor.operations[index]!.join(".")
  return {
    one: grown.get(1)!,
    effect: sizeOf("effect"),
    http: sizeOf("effect") - sizeOf("effectWithoutHttp"),
    heyApi: { one: sizeOf("heyApiOne"), all: sizeOf("heyApiAll") },
    further: count - 1,
    steps: measured.map((step) => {
      const { from, to } = step
      const name = to - from === 1 ? nameOf(from) : `${nameOf(from)} to ${nameOf(to - 1)}`
      return [name, added(step), own.get(from) ?? added(step)]
    }),
    all: grown.get(count)!
  }
}

/** From one number of operations to the next that was measured. */
interface Step {
  readonly from: number
  readonly to: number
}

const stepsOf = (grown: ReadonlyMap<number, number>): ReadonlyArray<Step> => {
  const counts = [...grown.keys()].toSorted((one, other) => one - other)
  return counts.slice(1).map((to, index) => ({ from: counts[index]!, to }))
}

const allBut = (vendor: Vendor, left: number): Vendor => ({
  ...vendor,
  operations: vendor.operations.filter((_, index) => index !== left)
})

/**
 * Limits in bytes: one operation without Effect, the average of each further one, a single operation's own part, and a
 * single operation with the shared code that it is the first to use, including Effect's.
 */
const limits = { one: 17_500, mean: 400, own: 1000, first: 2200 }

export const mean = ({ all, further, one }: Pick<Sizes, "all" | "further" | "one">): number =>
  further === 0 ? 0 : (all - one) / further

/** Returns the goals for the sizes. Names the largest step and the steps that bring much shared code. */
export const goals = (
  vendor: string,
  { all, effect, further, one, steps }: Omit<Sizes, "heyApi" | "http">
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
    goal("growing, on average", mean({ all, further, one }), limits.mean),
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
