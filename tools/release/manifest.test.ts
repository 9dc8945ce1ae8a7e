import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { publishedPackages } from "../publishedPackages.ts"
import { type Manifest, published } from "./manifest.ts"

const root = join(import.meta.dirname, "../..")
const packages = publishedPackages<Manifest>(root)

it("keeps what users need, and nothing of the workspace", () => {
  const manifest = {
    name: "a",
    version: "1.0.0",
    exports: {
      ".": { "@salesbridge/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./testing": { "@salesbridge/source": "./test/testing.ts" },
      "./package.json": "./package.json"
    },
    imports: { "#b": { "@salesbridge/source": "./src/b.ts", default: "./dist/b.js" } },
    scripts: { test: "vitest run" },
    peerDependencies: { effect: "^4.1.0" },
    devDependencies: { effect: "4.1.0" },
    nx: {}
  }
  expect(published(manifest)).toEqual({
    name: "a",
    version: "1.0.0",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
    imports: { "#b": { default: "./dist/b.js" } },
    peerDependencies: { effect: "^4.1.0" }
  })
})

it.each(packages)("$folder has all required fields", ({ folder, manifest }) => {
  const entries = Object.values(published(manifest).exports!).map((_) =>
    typeof _ === "string" ? [_] : Object.values(_)
  )
  expect(entries.flat().filter((_) => _ !== "./package.json" && !/^\.\/dist\/[\w/*]+\.(?:d\.ts|js)$/.test(_))).toEqual(
    []
  )
  expect(Object.keys(published(manifest).exports!)).toContain("./package.json")
  expect(manifest).toMatchObject({
    type: "module",
    license: "MIT",
    sideEffects: false,
    engines: { node: expect.stringMatching(/^[\^>]/) },
    peerDependencies: { effect: expect.stringMatching(/^\^4\./) },
    repository: { type: "git", directory: folder },
    publishConfig: { access: "public", provenance: true }
  })
})

const vendors = packages.filter(({ manifest: { exports = {} } }) => "./catalog" in exports)

it.each(vendors)("$folder has a subpath for each namespace of its root", ({ folder, manifest: { exports = {} } }) => {
  const namespacesOf = (module: string) => {
    const text = readFileSync(join(root, folder, `src/${module}.ts`), "utf8")
    return [...text.matchAll(/^export \* as (\w+) from "\.\/([\w/]+)\.ts"$/gm)]
  }
  const namespaces = namespacesOf("index")
  // One pattern covers all resources.
  for (const [, name, module] of namespacesOf("resources")) expect(module).toBe(`resources/${name}`)
  const entry = (module: string) => ({
    "@salesbridge/source": `./src/${module}.ts`,
    types: `./dist/${module}.d.ts`,
    module: `./dist/${module}.js`,
    node: `./dist/node/${module}.js`,
    default: `./dist/${module}.js`
  })
  expect(exports).toEqual({
    ".": entry("index"),
    ...Object.fromEntries(namespaces.map(([, name, module]) => [`./${name!}`, entry(module!)])),
    "./*": entry("resources/*"),
    "./catalog": entry("catalog"),
    "./promise": entry("promise"),
    "./package.json": "./package.json"
  })
})

it("does not let core and vendors' packages import modules of Node", () => {
  const vendors = globSync("packages/*/src/catalog.ts", { cwd: root }).map((file) =>
    file.replace("/src/catalog.ts", "")
  )
  const sources = globSync(
    ["packages/core", ...vendors].map((folder) => `${folder}/src/**/*.ts`),
    { cwd: root }
  ).filter((file) => !file.endsWith(".test.ts"))
  expect(sources.length).toBeGreaterThan(50)
  const found = sources.filter((file) => /from "node:|import\("node:/.test(readFileSync(join(root, file), "utf8")))
  expect(found).toEqual([])
})
