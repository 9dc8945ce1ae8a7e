/** Extracts the sources of an older commit into a separate folder, so that its catalogs load with its own core. */
import { spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** The reason why a comparison is impossible, with a remedy. */
export class CannotCompare extends Error {}

const git = (root: string, ...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 })
  return { ok: status === 0, out: (stdout ?? "").trim(), problem: (stderr ?? "").trim() }
}

/**
 * Returns the commit at which this branch left `ref`. If the branch contains `ref`, that is the commit of `ref` itself.
 */
export const commitOf = (root: string, ref: string): string => {
  if (!git(root, "rev-parse", "--git-dir").ok)
    throw new CannotCompare("This folder is not in a git repository, so there is nothing to compare with.")
  const shallow = git(root, "rev-parse", "--is-shallow-repository").out === "true"
  const deepen =
    "This clone is shallow. Fetch its history: git fetch --unshallow; in a GitHub workflow, `fetch-depth: 0`."
  const commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`)
  if (!commit.ok) {
    const remote = ref.includes("/")
      ? `git fetch ${ref.split("/")[0]}`
      : `git fetch origin ${ref}, then --base FETCH_HEAD`
    throw new CannotCompare(`There is no commit ${ref} here. ${shallow ? deepen : `Fetch it first: ${remote}.`}`)
  }
  const fork = git(root, "merge-base", commit.out, "HEAD")
  if (!fork.ok) {
    throw new CannotCompare(
      `${ref} and this branch have no commit in common. ${shallow ? deepen : "Name a base that this branch started from."}`
    )
  }
  return fork.out
}

/** Whether any version of the package was ever tagged. */
export const isTagged = (root: string, name: string): boolean => git(root, "tag", "--list", `${name}@*`).out !== ""

const folders = ["packages", "mocks", ".changeset"]

/**
 * Runs `use` with a folder that contains the commit's packages, mocks and changesets, and removes the folder
 * afterwards.
 */
export const withSources = <A>(root: string, commit: string, use: (folder: string) => A): A => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "contracts-diff-"))
  try {
    const there = git(root, "ls-tree", "--name-only", commit, "--", ...folders)
    const archive = join(folder, "base.tar")
    const packed = git(root, "archive", "--output", archive, commit, "--", ...there.out.split("\n").filter(Boolean))
    if (!packed.ok) throw new CannotCompare(`git archive ${commit} failed: ${packed.problem}`)
    const unpacked = spawnSync("tar", ["-xf", archive, "-C", folder], { encoding: "utf8" })
    if (unpacked.status !== 0) throw new CannotCompare(`tar can't unpack ${commit}: ${unpacked.stderr}`)
    link(root, folder)
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Links the commit's packages under their names, and the installed version of effect. */
const link = (root: string, folder: string): void => {
  const modules = join(folder, "node_modules")
  mkdirSync(modules)
  symlinkSync(realpathSync(join(root, "node_modules/effect")), join(modules, "effect"), "junction")
  const packages = join(folder, "packages")
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const manifest = manifestOf(join(packages, name))
    if (manifest === undefined) continue
    const place = join(modules, manifest.name)
    mkdirSync(join(place, ".."), { recursive: true })
    symlinkSync(join(packages, name), place, "junction")
  }
}

/** Returns the package in a folder; undefined if there is none. */
export const manifestOf = (folder: string): { readonly name: string; readonly version: string } | undefined => {
  const path = join(folder, "package.json")
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined
}
