import { describe, expect, it } from "vitest"
import { bundles, compressed } from "./Bundles.ts"
import { effectPart } from "./EffectPart.ts"
import { type Goal, isMet, passes, verdict } from "./Figures.ts"
import { stages, stepGoals, steps } from "./Growth.ts"
import { programs } from "./Programs.ts"

describe("a goal", () => {
  const goal: Goal = { what: "start", measured: 1.234, limit: 2, unit: " s" }

  it("is met below its limit", () => {
    expect([isMet(goal), passes(goal), verdict(goal)]).toEqual([true, true, "start: 1.23 s of less than 2 s: met"])
  })

  it("fails the build from there on", () => {
    const missed = { ...goal, measured: 2 }
    expect([isMet(missed), passes(missed), verdict(missed)]).toEqual([
      false,
      false,
      "start: 2 s of less than 2 s: FAILED"
    ])
  })

  it("may be missed by as much as was decided, and says so", () => {
    const missed = { ...goal, measured: 2, allowed: 3 }
    expect([isMet(missed), passes(missed), verdict(missed)]).toEqual([
      false,
      true,
      "start: 2 s of less than 2 s: MISSED, at most 3 s allowed"
    ])
    expect(passes({ ...missed, measured: 3 })).toBe(false)
    expect(passes({ ...missed, measured: Number.NaN })).toBe(false)
  })
})

describe("the part of a bundle that is Effect", () => {
  it("is what the bundle uses of effect, whatever its name there", () => {
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
  })
})

describe("a bundle", () => {
  const program = `import * as z from "zod"\nexport const a = z.string()`

  it("is each program's own, with what it uses and without what is left out", async () => {
    const two = new Map([
      ["a", program],
      ["b", `export const b = 1`]
    ])
    const built = await bundles(two, { folder: "apps/bench" })
    expect([...built.keys()]).toEqual(["a", "b"])
    expect(built.get("b")).toMatch(/^var \w=1;export\{\w as b\};\n$/)
    expect(compressed(built.get("a")!)).toBeGreaterThan(1000)
    const outside = await bundles(two, { folder: "apps/bench", external: ["zod"] })
    expect(outside.get("a")).toContain(`from"zod"`)
  })

  it("of a program that does not compile is none", async () => {
    const broken = bundles(new Map([["a", `import { missing } from "zod/mini"; console.log(missing)`]]), {
      folder: "apps/bench"
    })
    await expect(broken).rejects.toThrow("missing")
  })
})

describe("a growing application", () => {
  const operations = [
    ["Campaigns", "start"],
    ["Accounts", "list"],
    ["Webhooks", "list"]
  ] as const

  it("has one operation more at each stage, whatever their names", async () => {
    const texts = stages(
      programs.find(({ vendor }) => vendor === "salesflow")!,
      operations
    )
    const built = await bundles(new Map(texts.map((text, index) => [String(index), text])), {
      folder: "apps/demo",
      external: ["effect", "@salesbridge/salesflow"],
      minify: false
    })
    const imported = /^import \{ (\w+).*\} from "@salesbridge\/salesflow\/(\w+)"/gm
    const found = [...built.values()].map((text) => ({
      used: [...text.matchAll(imported)].map(([, operation, resource]) => `${resource}.${operation}`),
      exported: [...text.slice(text.indexOf("export {")).matchAll(/\w+(?=,?\n)/g)].map(String)
    }))
    const [names, exported] = [operations.map((_) => _.join(".")), ["more0", "more1", "more2"]]
    expect(found).toEqual(
      [0, 1, 2, 3].map((count) => ({ used: names.slice(0, count), exported: [...exported.slice(0, count), "one"] }))
    )
  })

  it("grows by what each adds to those before it", () => {
    expect(steps(operations, [100, 130, 131, 125])).toEqual([
      ["Campaigns.start", 30],
      ["Accounts.list", 1],
      ["Webhooks.list", -6]
    ])
  })

  it("fails the build with every step that is too large", () => {
    const goals = (...bytes: ReadonlyArray<number>) =>
      stepGoals(
        "acme",
        bytes.map((bytes, index) => [`A.${index}`, bytes]),
        50
      )
    expect(goals(1, 49, 2).map(verdict)).toEqual(["acme: growing, A.1: 49 B of less than 50 B: met"])
    expect(goals(1, 49, 2).every(passes)).toBe(true)
    const missed = goals(50, 1, 60, 49)
    expect(missed.map(({ what }) => what)).toEqual(["acme: growing, A.2", "acme: growing, A.0"])
    expect(missed.some(passes)).toBe(false)
  })
})
