/**
 * Moves a slice into the workspace, completely or not at all. It is written and formatted in a separate folder first;
 * then each part is moved in one step. An interrupted run leaves that folder behind: the next run finishes the moves,
 * or starts over if the folder was not complete.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import type { Files } from "./PackageFiles.ts"
import { groups } from "./ExistingVendor.ts"

/** The folder that an interrupted run leaves in the workspace. */
export const remains = (name: string): string => `.vendor-new-${name}`

/** The folder in which a slice is built. It is inside the workspace, so that moving is a rename. */
const staging = (root: string, name: string): string => join(root, remains(name))

const complete = "complete"

/** Whether a run for this name was interrupted after it had written all files, and before all were moved. */
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

/** Formats the files with the workspace's formatter. */
export const format = (root: string, paths: ReadonlyArray<string>): void => {
  const manifest = createRequire(join(root, "package.json")).resolve("oxfmt/package.json")
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly bin: string | Record<string, string> }
  const program = join(dirname(manifest), typeof bin === "string" ? bin : bin["oxfmt"]!)
  execFileSync(process.execPath, [program, "-c", join(root, ".oxfmtrc.json"), ...paths], {
    cwd: root,
    stdio: "pipe"
  })
}

/** Moves the staged files to their places. Existing files stay: an earlier run moved them. */
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

/** The files outside the slice that change with it. */
export const edited = [
  "tsconfig.json",
  ...["package.json", "tsconfig.json", "tsconfig.build.json"].map((_) => `packages/cli/${_}`)
]

/** Makes the vendor available in the command `salesbridge`: adds it to the command's dependencies. */
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

/** Replaces a file atomically. */
const replace = (file: string, text: string): void => {
  const next = `${file}.next`
  writeFileSync(next, text)
  renameSync(next, file)
}

/**
 * Adds projects to the references of a tsconfig.json, each after the last project of its kind and in the same
 * formatting.
 */
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
