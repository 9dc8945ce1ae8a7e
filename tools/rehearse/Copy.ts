/** Copies the working tree, including uncommitted changes, into a separate repository that can be changed freely. */
import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync
} from "node:fs"
import { dirname, join } from "node:path"
import { run, type Place } from "./Commands.ts"

/**
 * Copies a tree of files; they share their content with the original if the file system supports it. Nothing writes
 * into node_modules.
 */
const linkTree = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    // The workspace's own packages are relative links and so lead into the copy.
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else {
      try {
        linkSync(source, target)
      } catch {
        copyFileSync(source, target, constants.COPYFILE_FICLONE)
      }
    }
  }
}

const names = (printed: string) => printed.split("\0").filter((name) => name !== "")

/** Clones `root` to `to`, including uncommitted changes and node_modules. */
export const copyTree = async (root: string, to: string, place: Omit<Place, "cwd">): Promise<void> => {
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, to], { ...place, cwd: root })
  const files = (...args: ReadonlyArray<string>) =>
    run("git", ["ls-files", "-z", ...args], { ...place, cwd: root }).then(names)
  const present = new Set(await files("--cached", "--others", "--exclude-standard"))
  for (const file of present) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(root, file), join(to, file))
  }
  for (const file of names(await run("git", ["ls-files", "-z"], { ...place, cwd: to }))) {
    if (!existsSync(join(root, file))) rmSync(join(to, file))
  }
  linkTree(join(root, "node_modules"), join(to, "node_modules"))
  for (const group of ["packages", "mocks", "contracts", "apps"]) {
    for (const name of readdirSync(join(root, group))) {
      const modules = join(group, name, "node_modules")
      if (existsSync(join(root, modules))) linkTree(join(root, modules), join(to, modules))
    }
  }
}
