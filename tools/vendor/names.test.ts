/** Tests that a specification's names never collide with those of the generated files. */
import { parseSync } from "oxc-parser"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { contractFiles } from "./ContractFiles.ts"
import * as ExistingVendor from "./ExistingVendor.ts"
import { names } from "./fixtures/names.ts"
import { packageFiles } from "./PackageFiles.ts"
import * as Slice from "./Slice.ts"
import * as Specification from "./Specification.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const vendor = { name: "names", title: "Names", service: "Names" }
const made = Specification.of(names(), { title: "Names", port: 4099, baseUrl: undefined, without: [] })
const slice = Slice.of(vendor, made)

it("every file declares each name once", () => {
  const existing = ExistingVendor.of(root, vendor)
  for (const [file, code] of [...packageFiles(slice, existing), ...contractFiles(slice, existing)]) {
    if (!file.endsWith(".ts")) continue
    expect(parseSync(file, code, { showSemanticErrors: true }).errors, `${file}\n${code}`).toEqual([])
  }
})

it.each(["Public", "Process"])("a client of %s has a name that its example can declare", (service) => {
  const files = packageFiles({ ...slice, service }, ExistingVendor.of(root, vendor))
  expect(files.get("packages/names/test/promiseExample.ts")).toContain(`const ${service.toLowerCase()}Client = create`)
})

it("no module is awaited by accident", () => {
  expect(slice.operations.map(({ name }) => name)).not.toContain("then")
})

it("modules do not differ only in case", () => {
  const modules = slice.resources.map(({ module }) => module)
  expect(new Set(modules.map((_) => _.toLowerCase())).size).toBe(modules.length)
})

it("no module has the name of something that a package exports from core", () => {
  const exported = ["promise.ts", "declarations.ts", "HttpErrors.ts"].flatMap((name) => {
    const file = fileURLToPath(new URL(`../../packages/core/src/${name}`, import.meta.url))
    const { staticExports } = parseSync(file, readFileSync(file, "utf8")).module
    return staticExports.flatMap(({ entries }) => entries.flatMap(({ exportName }) => exportName.name ?? []))
  })
  expect(exported.length).toBeGreaterThan(20)
  expect(exported.filter((name) => /^[A-Z]/.test(name) && !Slice.reserved.includes(name))).toEqual([])
})
