/**
 * Puts a slice where it belongs, all of it or nothing. It is written and formatted in a folder of its own first; then
 * each part is moved at once. A run that was cut off in between left that folder behind: the next one finishes the moves,
 * or starts over where the folder was not complete.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import type { Files } from "./PackageFiles.ts"
import { groups } from "./Sister.ts"

/** What a run that was cut off leaves in the workspace. */
export const remains = (name: string): string => `.vendor-new-${name}`

/** Where a slice is put together: in the workspace, so that moving is renaming. */
const staging = (root: string, name: string): string => join(root, remains(name))

const complete = "complete"

/** Whether a run for this name was cut off after it had written everything, and before all was in its place. */
export const isInterrupted = (root: string, name: string): boolean => existsSync(join(staging(root, name), complete))

/** Writes and formats the files in the staging folder. */
export const stage = (root: string, name: string, files: Files): void => {
  const folder = staging(root, name)
  rmSync(folder, { recursive: true, force: true })
  try {
    for (const [path, text] of files) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    format(
      root,
      [...files.keys()].map((path) => join(folder, path))
    )
    writeFileSync(join(folder, complete), "")
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const format = (root: string, paths: ReadonlyArray<string>): void => {
  const manifest = createRequire(join(root, "package.json")).resolve("oxfmt/package.json")
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly bin: string | Record<string, string> }
  const program = join(dirname(manifest), typeof bin === "string" ? bin : bin["oxfmt"]!)
  const formatted = paths.filter((path) => /\.(ts|json|md|yaml)$/.test(path))
  execFileSync(process.execPath, [program, "-c", join(root, ".oxfmtrc.json"), ...formatted], {
    cwd: root,
    stdio: "pipe"
  })
}

/** Moves what is staged to its place. What is there already stays: an earlier run put it there. */
export const place = (root: string, name: string): void => {
  const folder = staging(root, name)
  const pending = [
    ...groups.map((group) => join(group, name)),
    ...readdirSync(join(folder, ".changeset")).map((file) => join(".changeset", file))
  ]
  for (const path of pending) {
    if (existsSync(join(folder, path)) && !existsSync(join(root, path)))
      renameSync(join(folder, path), join(root, path))
  }
  refer(
    root,
    groups.map((group) => `${group}/${name}`).filter((path) => existsSync(join(root, path, "tsconfig.json")))
  )
  rmSync(folder, { recursive: true, force: true })
}

/** Adds projects to the references in the root's tsconfig.json, each after the last of its kind. */
const refer = (root: string, projects: ReadonlyArray<string>): void => {
  const file = join(root, "tsconfig.json")
  const lines = readFileSync(file, "utf8").split("\n")
  for (const project of projects) {
    const line = (path: string) => `    { "path": "${path}" }`
    if (lines.some((_) => _.startsWith(line(project)))) continue
    const kind = `    { "path": "${project.split("/")[0]}/`
    const last = lines.findLastIndex((_) => _.startsWith(kind))
    if (last < 0) throw new Error(`tsconfig.json has no reference to a project in ${project.split("/")[0]}`)
    lines.splice(last, 1, lines[last]!.replace(/,?$/, ","), `${line(project)}${lines[last]!.endsWith(",") ? "," : ""}`)
  }
  const next = `${file}.next`
  writeFileSync(next, lines.join("\n"))
  renameSync(next, file)
}
