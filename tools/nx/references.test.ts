import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))

describe("a project's tsconfig.json refers to the projects that its package.json depends on", () => {
  const folders = globSync(["{packages,mocks,contracts,apps}/*/tsconfig.json", "tools/tsconfig.json"], { cwd: root })
    .map((_) => dirname(_))
    .toSorted()
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"))
  const byName = new Map(folders.map((folder) => [read(`${folder}/package.json`).name, folder]))

  it.each(folders)("%s", (folder) => {
    const { dependencies, devDependencies } = read(`${folder}/package.json`)
    const names = Object.keys({ ...dependencies, ...devDependencies })
    const expected = names.flatMap((name) => byName.get(name) ?? []).map((_) => ({ path: relative(folder, _) }))
    const byPath = (a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path, "en")
    expect((read(`${folder}/tsconfig.json`).references ?? []).toSorted(byPath)).toEqual(expected.toSorted(byPath))
  })

  it("the root's tsconfig.json refers to all of them", () => {
    const referred = read("tsconfig.json").references.map((_: { path: string }) => _.path)
    expect(referred.toSorted()).toEqual(folders)
  })

  it("a published package has a build configuration", () => {
    for (const folder of folders) {
      if (read(`${folder}/package.json`).private) continue
      expect(existsSync(join(root, folder, "tsconfig.build.json")), folder).toBe(true)
    }
  })
})
