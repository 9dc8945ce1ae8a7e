import { stop } from "esbuild"
import { afterAll, describe, expect, it } from "vitest"
import { bundles, compressed } from "./Bundles.ts"
import { effectPart } from "./EffectPart.ts"
import { type Goal, passes, verdict } from "./Figures.ts"
import { heyApiProgram } from "./HeyApi.ts"
import { goals } from "./Sizes.ts"
import { program, type Vendor } from "./Vendor.ts"

afterAll(stop)

describe("a goal", () => {
  const goal: Goal = { what: "start", measured: 1.234, limit: 2, unit: " s" }

  it("is met below its limit", () => {
    expect([passes(goal), verdict(goal)]).toEqual([true, "start: 1.23 s of less than 2 s: met"])
  })

  it("fails the build from there on", () => {
    const missed = { ...goal, measured: 2 }
    expect([passes(missed), verdict(missed)]).toEqual([false, "start: 2 s of less than 2 s: FAILED"])
    expect(passes({ ...goal, measured: Number.NaN })).toBe(false)
  })
})

describe("the part of a bundle that is Effect", () => {
  it("contains the exports of effect that the bundle uses, under any name", () => {
    const bundle = `import { pipe as p } from "effect"
import * as One from "effect/Effect"
import * as Two from "effect/Layer"
import * as Other from "other"
const ours = { fail: Other.fail }
export const all = p(One.map(Two.empty), One.map, ours.fail, ours.Two.merge)`
    expect(effectPart(bundle)).toBe(`import { pipe as _0 } from "effect"
import { map as _1 } from "effect/Effect"
import { empty as _2 } from "effect/Layer"
globalThis.used = [_0, _1, _2]`)
    expect(effectPart(bundle, (module) => module !== "effect/Effect")).toBe(`import { pipe as _0 } from "effect"
import { empty as _1 } from "effect/Layer"
globalThis.used = [_0, _1]`)
  })
})

describe("a bundle", () => {
  const program = `import * as Yaml from "js-yaml"\nexport const a = Yaml.load("")`

  it("is separate for each program, with everything that it uses except excluded packages", async () => {
    const two = new Map([
      ["a", program],
      ["b", `export const b = 1`]
    ])
    const built = await bundles(two)
    expect([...built.keys()]).toEqual(["a", "b"])
    expect(built.get("b")).toMatch(/^var \w=1;export\{\w as b\};\n$/)
    expect(compressed(built.get("a")!)).toBeGreaterThan(1000)
    const outside = await bundles(two, { external: ["js-yaml"] })
    expect(outside.get("a")).toContain(`from"js-yaml"`)
  })

  it("fails for a program that does not compile", async () => {
    const broken = bundles(new Map([["a", `import { missing } from "js-yaml"; console.log(missing)`]]))
    await expect(broken).rejects.toThrow("missing")
  })
})

describe("a growing application", () => {
  const acme: Vendor = {
    name: "acme",
    service: "Acme",
    operations: [
      ["Things", "list"],
      ["Parts", "list"],
      ["Things", "get"]
    ],
    firstId: "listThings"
  }

  it("has one more operation at each step, whatever their names", async () => {
    const stages = new Map([1, 2, 3].map((count) => [String(count), program(acme, count)]))
    const built = await bundles(stages, { external: ["effect", "@salesbridge/acme"], minify: false })
    const exported = [...built.values()].map((text) => text.slice(text.indexOf("export {")).match(/\w+(?=,?\n)/g))
    expect(exported).toEqual([["one"], ["more0", "one"], ["more0", "more1", "one"]])
  })

  it("of hey-api has the first operation, or all", () => {
    const last = (text: string) => text.trim().split("\n").at(-1)
    expect(last(heyApiProgram("/acme", acme.firstId))).toBe(
      "export const one = () => listThings({ throwOnError: true })"
    )
    expect(last(heyApiProgram("/acme", acme.firstId, { all: true }))).toBe('export * from "/acme/sdk.gen"')
  })

  it("fails the build with every step that is too large", () => {
    const asked = (...steps: ReadonlyArray<readonly [bytes: number, own: number]>) =>
      goals("acme", {
        one: 20_000,
        effect: 10_000,
        all: 20_600,
        further: steps.length,
        steps: steps.map((step, index) => [`A.${index}`, ...step] as const)
      })
    expect(asked([1, 1], [1500, 49], [2, 2]).map(verdict)).toEqual([
      "acme: one operation: 10000 B of less than 17500 B: met",
      "acme: growing, on average: 200 B of less than 400 B: met",
      "acme: growing, A.1: 49 B of less than 1000 B: met",
      "acme: growing, A.1 with the shared code that it is the first to use: 1500 B of less than 2200 B: met"
    ])
    const missed = asked([1000, 1000], [1, 1], [1260, 1060], [999, 999], [2200, 10])
      .filter((goal) => !passes(goal))
      .map(({ what }) => what)
    expect(missed).toEqual([
      "acme: growing, A.2",
      "acme: growing, A.0",
      "acme: growing, A.4 with the shared code that it is the first to use"
    ])
  })
})
