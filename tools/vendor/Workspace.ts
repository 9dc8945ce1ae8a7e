/**
 * A copy of this workspace that a test may change: its own files, and links to the packages in the original's
 * node_modules.
 */
import { execFileSync } from "node:child_process"
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

const scope = "@salesbridge"

/** Links every package of a node_modules folder, and the workspace's own packages to their place in the copy. */
const linkModules = (root: string, to: string, folder: string): void => {
  const source = join(root, folder)
  if (!existsSync(source)) return
  mkdirSync(join(to, folder), { recursive: true })
  for (const name of readdirSync(source)) {
    if (name === scope || name.startsWith(".vite") || name === ".cache") continue
    const target = join(source, name)
    if (name.startsWith("@")) {
      mkdirSync(join(to, folder, name))
      for (const inner of readdirSync(target)) symlinkSync(join(target, inner), join(to, folder, name, inner))
    } else symlinkSync(target, join(to, folder, name))
  }
  if (!existsSync(join(source, scope))) return
  for (const name of readdirSync(join(source, scope))) {
    const place = realpathSync(join(source, scope, name)).slice(root.length + 1)
    link(to, folder, `${scope}/${name}`, place)
  }
}

const link = (to: string, folder: string, name: string, place: string): void => {
  const file = join(to, folder, name)
  mkdirSync(dirname(file), { recursive: true })
  symlinkSync(join(to, place), file)
}

/** Links a new project of the copy, as `npm install` would. */
export const linkProject = (to: string, name: string, place: string): void => link(to, "node_modules", name, place)

/** Creates the copy and returns its path. */
export const copy = (from: string): string => {
  const root = realpathSync(from)
  const to = realpathSync(mkdtempSync(join(tmpdir(), "workspace-")))
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8"
  })
  for (const file of new Set(listed.split("\0").filter((_) => _ !== ""))) {
    if (!existsSync(join(root, file)) || lstatSync(join(root, file)).isDirectory()) continue
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(root, file), join(to, file), { preserveTimestamps: true })
  }
  linkModules(root, to, "node_modules")
  linkModules(root, to, "tools/node_modules")
  for (const group of ["packages", "mocks", "contracts", "apps"]) {
    for (const name of readdirSync(join(root, group))) {
      linkModules(root, to, join(group, name, "node_modules"))
      // Projects that are already type-checked need not be checked again.
      const types = join(group, name, ".types")
      if (existsSync(join(root, types)))
        cpSync(join(root, types), join(to, types), { recursive: true, preserveTimestamps: true })
    }
  }
  return to
}
