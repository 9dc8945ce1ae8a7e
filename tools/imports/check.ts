/**
 * Checks a tree of projects against the table: the imports of its files, and the dependencies in its package.json
 * files.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { dirname, join, posix, relative, sep } from "node:path"
import { specifiers, type Specifier } from "./specifiers.ts"
import { stableModules } from "./stability.ts"
import { table, type Row, type Target } from "./table.ts"

export interface Violation {
  readonly file: string
  readonly line: number
  readonly found: string
  readonly rule: string
  readonly fix: string
}

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly workspaces?: ReadonlyArray<string>
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
}

interface Project {
  /** Relative to the root, with slashes; empty for the root itself. */
  readonly folder: string
  readonly manifest: Manifest
  readonly text: string
  readonly row: Row
  readonly vendor: string
}

const skipped = new Set(["node_modules", "dist", "coverage", "pacts"])
/** A folder with a package.json is another project: a consumer that the rehearsal of a release installs. */
const isProject = (folder: string) => existsSync(join(folder, "package.json"))
const isSource = (name: string) => /\.[cm]?[jt]sx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name)
const isTest = (path: string) => /\.test\.[cm]?[jt]sx?$|(^|\/)test\/|(^|\/)vitest\.config\.ts$/.test(path)
const packageName = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

const filesOf = (root: string, folder: string, others: ReadonlySet<string>): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (!entry.isDirectory()) return isSource(entry.name) ? [path] : []
    return skipped.has(entry.name) || entry.name.startsWith(".") || others.has(path) || isProject(join(root, path))
      ? []
      : filesOf(root, path, others)
  })

const readProject = (root: string, folder: string): Project => {
  const text = readFileSync(join(root, folder, "package.json"), "utf8")
  const row = table.find((_) => _.folder.test(folder))
  if (row === undefined) throw new Error(`${folder}: tools/imports/table.ts has no row for this project`)
  return { folder, text, row, manifest: JSON.parse(text), vendor: row.folder.exec(folder)?.groups?.vendor ?? "" }
}

const readProjects = (root: string): ReadonlyArray<Project> => {
  const workspaces = readProject(root, "").manifest.workspaces ?? []
  const folders = workspaces.flatMap((pattern) => {
    const parent = dirname(pattern)
    if (posix.basename(pattern) !== "*") return [pattern]
    if (!existsSync(join(root, parent))) return []
    return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)
  })
  return ["", ...folders.filter((_) => existsSync(join(root, _, "package.json")))].map((_) => readProject(root, _))
}

interface Workspace {
  readonly projects: ReadonlyArray<Project>
  readonly byName: ReadonlyMap<string, Project>
  /** The folders of all projects but the root. */
  readonly folders: ReadonlySet<string>
  readonly stable: ReturnType<typeof stableModules>
}

const isPublished = ({ manifest }: Project): boolean => manifest.private !== true

const targetOf = ({ byName }: Workspace, name: string, taken: Pick<Target, "subpath" | "names"> = {}): Target => {
  const project = byName.get(name)
  return project === undefined
    ? { name, kind: "external", ...taken }
    : { name, kind: "workspace", folder: project.folder, published: isPublished(project), ...taken }
}

const atRunTime = ({ dependencies, optionalDependencies, peerDependencies }: Manifest) => ({
  ...dependencies,
  ...peerDependencies,
  ...optionalDependencies
})

const checkManifest = (workspace: Workspace, project: Project): ReadonlyArray<Violation> => {
  const { folder, manifest, row, text, vendor } = project
  const needed = atRunTime(manifest)
  return Object.keys({ ...needed, ...manifest.devDependencies }).flatMap((name) => {
    const dependency = targetOf(workspace, name)
    const allowed = !(name in needed) || row.allows(dependency, vendor, workspace.stable)
    if (allowed && !row.never?.(dependency, vendor)) return []
    const line = text.split("\n").findIndex((_) => _.includes(`"${name}":`)) + 1
    const file = posix.join(folder, "package.json")
    return [{ file, line, found: `depends on ${name}`, rule: row.rule, fix: row.fix }]
  })
}

/** A file of a project, and the dependencies that the project declares for it. */
interface Source {
  readonly project: Project
  readonly file: string
  readonly test: boolean
  readonly declared: { readonly [name: string]: string }
}

const sourceOf = ({ byName, projects }: Workspace, project: Project, file: string): Source => {
  const { folder, manifest } = project
  const test = isTest(folder === "" ? file : file.slice(folder.length + 1))
  const development = { ...manifest.devDependencies, ...(test ? projects[0]?.manifest.devDependencies : {}) }
  // The build of a published package inlines the private packages that it imports: see tools/inline.
  const inlined = Object.fromEntries(
    Object.entries(manifest.devDependencies ?? {}).filter(([name]) => byName.get(name)?.manifest.private === true)
  )
  const others = isPublished(project) && !test ? inlined : development
  return { project, file, test, declared: { ...atRunTime(manifest), ...others } }
}

type Problem = Pick<Violation, "rule" | "fix">

/** Returns the problem of an import, if any. */
const problemOf = (workspace: Workspace, source: Source, { names, value }: Specifier): Problem | undefined => {
  const { project, test } = source
  const { folder, manifest, row, vendor } = project
  if (value === undefined) {
    const mayCompute = !isPublished(project) || test || !folder.startsWith("packages/") || row.computed === true
    return mayCompute
      ? undefined
      : { rule: "a published package imports modules by literal names", fix: "Import it by a literal name." }
  }
  if (/^\.{0,2}\//.test(value) || value === "." || value === ".." || value.startsWith("file:")) {
    return staysInside(workspace, source, value)
      ? undefined
      : { rule: "a relative import must stay in its project", fix: "Import the other project by its package's name." }
  }
  if (value.startsWith("#")) return undefined
  if (isBuiltin(value)) {
    const allowed = test || row.allows({ name: "node", kind: "node" }, vendor, workspace.stable)
    return allowed ? undefined : { rule: row.rule, fix: row.fix }
  }
  const name = packageName(value)
  if (name === manifest.name) return undefined
  const subpath = value === name ? {} : { subpath: value.slice(name.length + 1) }
  const imported = targetOf(workspace, name, { ...subpath, ...(names === undefined ? {} : { names }) })
  if (row.never?.(imported, vendor) || (!test && !row.allows(imported, vendor, workspace.stable))) {
    return { rule: row.rule, fix: row.fix }
  }
  if (name in source.declared) return undefined
  const section = isPublished(project) && !test ? "dependencies or peerDependencies" : "devDependencies"
  const fix = `Add ${name} to ${section} of ${posix.join(folder, "package.json")}.`
  return { rule: "a project must declare the packages that it imports", fix }
}

const staysInside = ({ folders }: Workspace, { file, project: { folder } }: Source, value: string): boolean => {
  const path = value.startsWith(".") ? posix.join(posix.dirname(file), value) : value
  if (posix.basename(file) === "vitest.config.ts" && path === "vitest.shared.ts") return true
  if (folder !== "") return path.startsWith(`${folder}/`)
  // The tools belong to the root project.
  const enters = [...folders].some((_) => _ !== "tools" && path.startsWith(`${_}/`))
  return !path.startsWith("..") && !path.startsWith("/") && !enters
}

const checkFile = (root: string, workspace: Workspace, project: Project, file: string): ReadonlyArray<Violation> => {
  const absolute = join(root, file)
  const source = sourceOf(workspace, project, file)
  return specifiers(absolute, readFileSync(absolute, "utf8")).flatMap((specifier) => {
    const problem = problemOf(workspace, source, specifier)
    const found = `imports ${specifier.value ?? "a computed name"}`
    return problem === undefined ? [] : [{ file, line: specifier.line, found, ...problem }]
  })
}

/** Returns every violation in the workspace at `root`, by file and line. */
export const check = (root: string): ReadonlyArray<Violation> => {
  const projects = readProjects(root)
  const byName = new Map(projects.map((_) => [_.manifest.name, _]))
  const folders = new Set(projects.map((_) => _.folder).filter((_) => _ !== ""))
  const workspace = { projects, byName, folders, stable: stableModules() }
  const violations = projects.flatMap((project) => {
    const others = new Set([...folders].filter((_) => _ !== project.folder))
    const files = filesOf(root, project.folder, others).map((_) => relative(root, join(root, _)).split(sep).join("/"))
    return [...checkManifest(workspace, project), ...files.flatMap((_) => checkFile(root, workspace, project, _))]
  })
  return violations.toSorted((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line)
}
