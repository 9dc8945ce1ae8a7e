import { globSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { askNx } from "./run.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

/** The projects of which Nx would run `target` again if `file` changed. */
const affected = (file: string, target: string): ReadonlyArray<string> =>
  JSON.parse(
    askNx(["show", "projects", "--affected", `--files=${file}`, `--withTarget=${target}`, "--json"])
  ).toSorted()

const contracts = (...vendors: ReadonlyArray<string>) => vendors.map((_) => `@salesbridge/contracts-${_}`)
const vendors = globSync("contracts/*/package.json", { cwd: root })
  .map((_) => dirname(_).slice("contracts/".length))
  .toSorted()

describe("what Nx runs again", { timeout: 60_000 }, () => {
  it.each(vendors)("a change in the mock or the package of %s re-runs its contract and no other", (vendor) => {
    expect(affected(`mocks/${vendor}/openapi.yaml`, "contracts")).toEqual(contracts(vendor))
    expect(affected(`packages/${vendor}/src/index.ts`, "contracts")).toEqual(contracts(vendor))
  })

  it.each(["packages/core", "packages/contract-kit", "mocks/engine"])(
    "a change in %s re-runs every contract",
    (folder) => {
      expect(affected(`${folder}/src/index.ts`, "contracts")).toEqual(contracts(...vendors))
    }
  )

  it("a change in a specification re-runs its own tests and those of the bundle, and no other vendor's", () => {
    const [specification, contract] = ["@salesbridge/mock-salesflow", "@salesbridge/contracts-salesflow"]
    // The demo and the command run the bundle.
    const bundle = ["@salesbridge/mocks", "@salesbridge/demo", "@salesbridge/cli"]
    const tests = affected("mocks/salesflow/openapi.yaml", "test")
    expect(tests).toEqual(expect.arrayContaining([specification, "@salesbridge/mocks"]))
    expect(tests.filter((_) => ![specification, contract, ...bundle].includes(_))).toEqual([])
    expect(affected("mocks/salesflow/openapi.yaml", "lint:spec")).toEqual([specification])
  })

  it("a change in a README re-runs no contract", () => {
    expect(affected("packages/core/README.md", "contracts")).toEqual([])
  })
})
