/** The replacements for browsers have the exports of what they replace, and bundlers are told of each. */
import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"

const modules = readdirSync(import.meta.dirname).filter((file) => !file.endsWith(".test.ts"))

describe("replacements in bundles for browsers", () => {
  it("are named in package.json", () => {
    const { imports } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      readonly imports: Readonly<Record<string, { readonly browser: string }>>
    }
    const replacements = Object.entries(imports).map(([name, { browser }]) => [name, browser])
    assert.deepStrictEqual(
      Object.fromEntries(replacements),
      Object.fromEntries(modules.map((file) => [`#${file.slice(0, -3)}`, `./dist/browser/${file.slice(0, -3)}.js`]))
    )
  })

  for (const file of modules) {
    it(`${file} has the exports of the module that it replaces`, async () => {
      const [replaced, replacement] = await Promise.all(
        [`../${file}`, `./${file}`].map((_) => import(new URL(_, import.meta.url).href) as Promise<object>)
      )
      assert.deepStrictEqual(Object.keys(replacement!).toSorted(), Object.keys(replaced!).toSorted())
    })
  }
})
