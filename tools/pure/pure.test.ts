import { build } from "esbuild"
import { MagicString } from "magic-string"
import { SourceMap } from "node:module"
import { describe, expect, it } from "vitest"
import { annotatePure as edited, remapped } from "./annotatePure.ts"
import { staticImports } from "./staticImports.ts"

const annotatePure = (code: string) => edited("module.js", code).toString()

/** Returns what a bundler keeps of a module if only `used` is used. */
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

describe("the declarations of a compiled module", () => {
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

  it.each(Object.entries(declarations))("are dropped if they are not used: a %s", async (_, code) => {
    const module = `export const used = call("used")\n${code}\n`
    expect(await kept(module)).toContain("unused")
    const left = await kept(annotatePure(module))
    expect(left).toContain(`call("used")`)
    expect(left.toLowerCase()).not.toContain("unused")
  })

  it("keep their meaning, also after a second run", async () => {
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
    const [before, after] = [await load(code), await load(annotatePure(code))]
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
    expect(annotatePure(annotatePure(code))).toBe(annotatePure(code))
  })

  it("stay unchanged if they call nothing", () => {
    const code = `export const a = 1, b = () => call(), c = { d: [b, "e"] }\nexport function f() { return call() }\n`
    expect(edited("module.js", code).hasChanged()).toBe(false)
  })
})

it("source maps keep their targets", () => {
  const code = "const { aa, bb } = call(1), cc = 2;\nexport const dd = call({ ee: 3 }, ff);\nexport const gg = hh;\n"
  const { mappings } = new MagicString(code).generateMap({ hires: true })
  const payload = { version: 3 as const, file: "", sources: ["module.ts"], sourcesContent: [code], names: [] }
  const after = edited("module.js", code)
  const map = new SourceMap({
    ...payload,
    sourceRoot: "",
    mappings: remapped(after, { ...payload, mappings }).mappings
  })
  const place = (text: string, word: string) => {
    const lines = text.slice(0, text.indexOf(word)).split("\n")
    return [lines.length - 1, lines.at(-1)!.length] as const
  }
  for (const word of ["call", "cc", "dd", "ee", "ff", "gg", "hh"]) {
    const [originalLine, originalColumn] = place(code, word)
    expect(map.findEntry(...place(after.toString(), word)), word).toMatchObject({ originalLine, originalColumn })
  }
})

describe("the imports of a compiled module", () => {
  const rewritten = (code: string) => staticImports("module.js", code).toString()

  it("name core's namespaces by their subpaths", () => {
    const operation = `import { Operation } from "./Operation.js";`
    expect(rewritten(`import { Operation as Core, Vendor, tolerant } from "@salesbridge/core";\n${operation}`)).toBe(
      `import * as Core from "@salesbridge/core/Operation"; import * as Vendor from "@salesbridge/core/Vendor"; import { tolerant } from "@salesbridge/core";\n${operation}`
    )
  })

  it("are static, but for modules of the same package", () => {
    expect(rewritten(`export const get = () => [import("effect/sql/SqlClient"), import("./Large.js")]`)).toBe(
      `import * as $effect_sql_SqlClient from "effect/sql/SqlClient"; export const get = () => [Promise.resolve($effect_sql_SqlClient), import("./Large.js")]`
    )
  })

  it("are not rewritten twice", () => {
    const once = rewritten(
      `import { Vendor } from "@salesbridge/core";\nexport const get = () => import("effect/Array")`
    )
    expect(staticImports("module.js", once).hasChanged()).toBe(false)
  })
})
