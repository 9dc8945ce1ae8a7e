/**
 * Moves a slice into place, all of it or nothing. The slice is first written and formatted in a folder of its own; then
 * each part is moved at once. If a run is interrupted in between, the next run finds that folder and finishes the
 * moves, or starts again if the folder was incomplete.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import type { Files } from "./PackageFiles.ts"
import { groups } from "./ExistingVendor.ts"

/** What a run that was cut off leaves in the workspace. */
export const remains = (name: string): string => `.vendor-new-${name}`

/** Where a slice is put together: in the workspace, so that moving is renaming. */
const staging = (root: string, name: string): string => join(root, remains(name))

const complete = "complete"

/** Whether a run for this name was cut off after it had written everything, and before all was in its place. */
export const isInterrupted = (root: string, name: string): boolean => existsSync(join(staging(root, name), complete))

/** Writes and formats the files in the staging folder. */
export const stage = (
  root: string,
  name: string,
  files: Files,
  format: (paths: ReadonlyArray<string>) => void
): void => {
  const folder = staging(root, name)
  rmSync(folder, { recursive: true, force: true })
  try {
    for (const [path, text] of files) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    format([...files.keys()].map((path) => join(folder, path)).filter((_) => /\.(ts|json|md|yaml)$/.test(_)))
    writeFileSync(join(folder, complete), "")
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Formats the files with the formatter of the workspace. */
export const format = (root: string, paths: ReadonlyArray<string>): void => {
  const manifest = createRequire(join(root, "package.json")).resolve("oxfmt/package.json")
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly bin: string | Record<string, string> }
  const program = join(dirname(manifest), typeof bin === "string" ? bin : bin["oxfmt"]!)
  execFileSync(process.execPath, [program, "-c", join(root, ".oxfmtrc.json"), ...paths], {
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
  const projects = groups
    .map((group) => `${group}/${name}`)
    .filter((path) => existsSync(join(root, path, "tsconfig.json")))
  refer(join(root, "tsconfig.json"), projects)
  inCommand(root, name)
  rmSync(folder, { recursive: true, force: true })
}

/** The existing files that change with a new slice. */
export const edited = [
  "tsconfig.json",
  ...["package.json", "tsconfig.json", "tsconfig.build.json"].map((_) => `packages/cli/${_}`)
]

/** Lets the command `salesbridge` call the vendor: it has those that it depends on. */
const inCommand = (root: string, name: string): void => {
  const folder = join(root, "packages/cli")
  const file = join(folder, "package.json")
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { readonly dependencies: Readonly<Record<string, string>> }
  const known = Object.entries(manifest.dependencies)
  const range = known.find(([_]) => _ === "@salesbridge/core")?.[1] ?? "^0.0.0"
  const all = new Map([...known, [`@salesbridge/${name}`, range]])
  const dependencies = Object.fromEntries([...all].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  replace(file, `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`)
  for (const config of ["tsconfig.json", "tsconfig.build.json"]) refer(join(folder, config), [`../${name}`])
}

/** Writes all of a file or nothing. */
const replace = (file: string, text: string): void => {
  const next = `${file}.next`
  writeFileSync(next, text)
  renameSync(next, file)
}

/** Adds projects to the references of a tsconfig.json, each after the last of its kind and written as that is. */
const refer = (file: string, projects: ReadonlyArray<string>): void => {
  let text = readFileSync(file, "utf8")
  for (const project of projects) {
    const references = [...text.matchAll(/\n( *)\{\s*"path":\s*"([^"]*)"\s*\}/g)]
    if (references.some(([, , path]) => path === project)) continue
    const kind = project.slice(0, project.lastIndexOf("/") + 1)
    const last = references.findLast(
      ([, , path = ""]) => path.startsWith(kind) && !path.slice(kind.length).includes("/")
    )
    if (last === undefined) throw new Error(`${file} has no reference like ${project}`)
    const [written, , path = ""] = last
    const end = last.index + written.length
    text = `${text.slice(0, end)},${written.replace(path, () => project)}${text.slice(end)}`
  }
  replace(file, text)
}
