import { globSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, it } from "vitest"
import { quiet } from "./run.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const require = createRequire(import.meta.url)

const nx = (module: string) => require(join(dirname(require.resolve("nx/package.json")), "dist/src", module))

/**
 * Loads what `nx show projects --affected` uses: building the project graph takes longer than all the queries. Nx does
 * not export it, so another version may have it elsewhere.
 */
const start = async () => {
  Object.assign(process.env, quiet)
  const projectGraph = await nx("project-graph/project-graph").createProjectGraphAsync()
  const nxJson = nx("config/nx-json").readNxJson()
  const inputs = await nx("tasks-runner/run-command").runnerInputsForSelection({}, nxJson)
  return async (file: string, target: string): Promise<ReadonlyArray<string>> => {
    const { taskSelection } = await nx("project-graph/affected/affected-tasks").computeAffectedTasks({
      projectGraph,
      nxJson,
      targets: [target],
      touchedFiles: nx("project-graph/file-utils").calculateFileChanges([file], { files: [file] }),
      fileChangeArgs: { files: [file] },
      explain: false,
      ...inputs
    })
    const { initiatingTaskIds, taskGraph } = taskSelection
    return [...new Set<string>(initiatingTaskIds.map((id: string) => taskGraph.tasks[id].target.project))].toSorted()
  }
}

/** Returns the projects for which Nx would run `target` again if `file` changed. */
let affected: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  affected = await start()
})

const contracts = (...vendors: ReadonlyArray<string>) => vendors.map((_) => `@salesbridge/contracts-${_}`)
const vendors = globSync("contracts/*/package.json", { cwd: root })
  .map((_) => dirname(_).slice("contracts/".length))
  .toSorted()

describe("what Nx runs again", { timeout: 60_000 }, () => {
  it.each(vendors)("a change in the mock or the package of %s re-runs its contract and no other", async (vendor) => {
    expect(await affected(`mocks/${vendor}/openapi.yaml`, "contracts")).toEqual(contracts(vendor))
    expect(await affected(`packages/${vendor}/src/index.ts`, "contracts")).toEqual(contracts(vendor))
  })

  it.each(["packages/core", "packages/contract-kit", "mocks/engine"])(
    "a change in %s re-runs every contract",
    async (folder) => {
      expect(await affected(`${folder}/src/index.ts`, "contracts")).toEqual(contracts(...vendors))
    }
  )

  it("a change in a specification re-runs its own tests and those of the bundle, and no other vendor's", async () => {
    const [specification, contract] = ["@salesbridge/mock-salesflow", "@salesbridge/contracts-salesflow"]
    // The demo, the command and the recipes of the docs run the bundle.
    const bundle = ["@salesbridge/mocks", "@salesbridge/demo", "@salesbridge/cli", "@salesbridge/docs"]
    const tests = await affected("mocks/salesflow/openapi.yaml", "test")
    expect(tests).toEqual(expect.arrayContaining([specification, "@salesbridge/mocks"]))
    expect(tests.filter((_) => ![specification, contract, ...bundle].includes(_))).toEqual([])
    expect(await affected("mocks/salesflow/openapi.yaml", "lint:spec")).toEqual([specification])
  })

  it("a change in a README re-runs no contract", async () => {
    expect(await affected("packages/core/README.md", "contracts")).toEqual([])
  })
})
