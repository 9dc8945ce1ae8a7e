import { build } from "esbuild"
import { SourceMap } from "node:module"
import { describe, expect, it } from "vitest"
import { edited, edits } from "./droppable.ts"
import { shifted } from "./sourceMap.ts"

const droppable = (code: string) => edited(code, edits("module.js", code))

/** What is left of a module of which only `used` is used. */
const kept = async (code: string): Promise<string> => {
  const modules: Record<string, string> = {
    entry: `import { used } from "module"; console.log(used)`,
    module: `import { call, Base } from "other"\n${code}`,
    other: `export const call = (...all) => all.length > 0 ? Object.assign(() => {}, all[0]) : {}\nexport class Base {}`
  }
  const { outputFiles } = await build({
    entryPoints: ["entry"],
    bundle: true,
    write: false,
    format: "esm",
    plugins: [
      {
        name: "modules",
        setup: ({ onLoad, onResolve }) => {
          onResolve({ filter: /.*/ }, ({ path }) => ({ path, namespace: "test" }))
          onLoad({ filter: /.*/, namespace: "test" }, ({ path }) => ({ contents: modules[path]! }))
        }
      }
    ]
  })
  return outputFiles[0]!.text
}

describe("what a compiled module declares", () => {
  const declarations = {
    call: `export const unused = call("unused")`,
    "call with a spread": `const shared = {}\nexport const unused = call({ ...shared, a: call("unused") })`,
    "call of a property": `export const unused = call.b.c(call("unused"))`,
    property: `export const unused = call["unused"]`,
    object: `export const unused = { a: [call("unused")] }`,
    pattern: `export const { unused, a: b } = call("unused")`,
    "pattern of a name": `const whole = call("unused")\nexport const { unused, a: b } = whole`,
    class: `export class Unused extends call("unused") {}`,
    "static property": `export class Unused extends Base { static unused = call("unused") }`
  }

  it.each(Object.entries(declarations))("is dropped where nobody uses it: a %s", async (_, code) => {
    const module = `export const used = call("used")\n${code}\n`
    expect(await kept(module)).toContain("unused")
    const left = await kept(droppable(module))
    expect(left).toContain(`call("used")`)
    expect(left.toLowerCase()).not.toContain("unused")
  })

  it("is what it was, and the same after a second time", async () => {
    const code = `
      const call = (value) => ({ value, more: { of: value }, delete: value })
      const shared = { a: 1 }
      export const one = call({ ...shared, b: () => shared })
      export const { value, more: renamed, delete: del } = call("whole")
      export const list = [call(1).value, -1, \`text\`, { [shared.a]: 2 }]
      export class Named extends class { a = 1 } { static other = call(Named).value }
      const { a } = shared
      export { a }
    `
    const load = (text: string): Promise<Loaded> => import(`data:text/javascript,${encodeURIComponent(text)}`)
    const [before, after] = [await load(code), await load(droppable(code))]
    interface Loaded {
      readonly one: { readonly value: { readonly a: number; readonly b: () => unknown } }
      readonly Named: { new (): object; readonly other: unknown }
    }
    const plain = ({ Named, one, ...rest }: Loaded) => ({
      ...rest,
      one: [one.value.a, one.value.b()],
      Named: [new Named(), Named.name, Named.other === Named]
    })
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(plain(after)).toEqual(plain(before))
    expect(droppable(droppable(code))).toBe(droppable(code))
  })

  it("stays as it is where it calls nothing", () => {
    const code = `export const a = 1, b = () => call(), c = { d: [b, "e"] }\nexport function f() { return call() }\n`
    expect(edits("module.js", code)).toEqual([])
  })
})

it("source maps lead where they led", () => {
  const code = "const { aa, bb } = call(1), cc = 2;\nexport const dd = call({ ee: 3 }, ff);\nexport const gg = hh;\n"
  const words = [...code.matchAll(/\w+/g)].filter(({ 0: word }) => word !== "const" && word !== "export")
  const place = (text: string, index: number) => {
    const lines = text.slice(0, index).split("\n")
    return { line: lines.length - 1, column: lines.at(-1)!.length }
  }
  // A map from each word to itself, as the compiler would write one.
  const mappings = identity(words.map(({ index }) => place(code, index)))
  const found = edits("module.js", code)
  const after = edited(code, found)
  const payload = { version: 3, file: "", sources: ["module.ts"], sourcesContent: [code], names: [], sourceRoot: "" }
  const map = new SourceMap({ ...payload, mappings: shifted(mappings, code, found) })
  for (const word of ["call", "cc", "dd", "ee", "ff", "gg", "hh"]) {
    const { column, line } = place(after, after.indexOf(word))
    const entry = map.findEntry(line, column) as { readonly originalLine: number; readonly originalColumn: number }
    expect([entry.originalLine, entry.originalColumn], word).toEqual(Object.values(place(code, code.indexOf(word))))
  }
})

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
const vlq = (value: number): string => {
  const all = value < 0 ? (-value << 1) | 1 : value << 1
  return all < 32 ? digits[all]! : digits[(all & 31) | 32]! + digits[all >> 5]!
}
const identity = (places: ReadonlyArray<{ readonly line: number; readonly column: number }>): string => {
  const lines: Array<Array<string>> = [[], [], [], []]
  let [line, column] = [0, 0]
  for (const place of places) {
    const before = lines[place.line]!.length === 0 ? 0 : column
    lines[place.line]!.push([place.column - before, 0, place.line - line, place.column - column].map(vlq).join(""))
    ;[line, column] = [place.line, place.column]
  }
  return lines.map((_) => _.join(",")).join(";")
}
