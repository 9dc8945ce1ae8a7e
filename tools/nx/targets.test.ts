import { globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, it } from "vitest"

const root = join(import.meta.dirname, "../..")
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"))
const commands = Object.keys(read("nx.json").targetDefaults)
const projects = globSync("{packages,mocks,contracts,apps}/*/package.json", { cwd: root }).map(dirname).toSorted()

// Nx does not make tasks of scripts: see CONTRIBUTING. A script without a target would never run in CI.
it.each(projects)("%s has a target for each of its scripts that nx.json has a command for", (folder) => {
  const { nx = {}, scripts = {} } = read(`${folder}/package.json`)
  const expected = commands.filter((name) => name in scripts)
  expect(Object.keys(nx.targets ?? {}).toSorted()).toEqual(expected.toSorted())
  if (expected.length > 0) expect(nx.includedScripts).toEqual([])
})

const built = projects.filter((folder) => "build" in (read(`${folder}/package.json`).scripts ?? {}))

it.each(built)("%s is built from nothing", (folder) => {
  expect(read(`${folder}/package.json`).scripts.build).toMatch(/^node \.\.\/\.\.\/tools\/clean\/main\.ts && tsc /)
})
