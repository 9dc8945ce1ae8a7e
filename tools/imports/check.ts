/** Holds a tree of projects against the table: what its files import, and what its package.json files depend on. */
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
const isSource = (name: string) => /\.[cm]?[jt]sx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name)
const isTest = (path: string) => /\.test\.[cm]?[jt]sx?$|(^|\/)test\/|(^|\/)vitest\.config\.ts$/.test(path)
const packageName = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

const filesOf = (root: string, folder: string, others: ReadonlySet<string>): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (!entry.isDirectory()) return isSource(entry.name) ? [path] : []
    return skipped.has(entry.name) || entry.name.startsWith(".") || others.has(path) ? [] : filesOf(root, path, others)
  })

const readProject = (root: string, folder: string): Project => {
  const text = readFileSync(join(root, folder, "package.json"), "utf8")
  const row = table.find((_) => _.folder.test(folder))
  if (row === undefined) throw new Error(`${folder}: no row of tools/imports/table.ts says what it may import`)
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

/** Every violation in the workspace at `root`, by file and line. */
export const check = (root: string): ReadonlyArray<Violation> => {
  const projects = readProjects(root)
  const byName = new Map(projects.map((_) => [_.manifest.name, _]))
  const folders = new Set(projects.map((_) => _.folder).filter((_) => _ !== ""))
  const stable = stableModules()
  const violations: Array<Violation> = []

  const target = (name: string, subpath?: string, names?: ReadonlyArray<string>): Target => {
    const project = byName.get(name)
    const taken = { ...(subpath === undefined ? {} : { subpath }), ...(names === undefined ? {} : { names }) }
    if (project === undefined) return { name, kind: "external", ...taken }
    return { name, kind: "workspace", folder: project.folder, published: project.manifest.private !== true, ...taken }
  }

  const checkManifest = ({ folder, manifest, row, text, vendor }: Project) => {
    const report = (name: string, found: string, rule: string, fix: string) => {
      const line = text.split("\n").findIndex((_) => _.includes(`"${name}":`)) + 1
      violations.push({ file: posix.join(folder, "package.json"), line, found, rule, fix })
    }
    const atRunTime = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }
    for (const name of Object.keys({ ...atRunTime, ...manifest.devDependencies })) {
      const dependency = target(name)
      const allowed = !(name in atRunTime) || row.allows(dependency, vendor, stable)
      if (!allowed || row.never?.(dependency, vendor)) report(name, `depends on ${name}`, row.rule, row.fix)
    }
  }

  const checkFile = (project: Project, file: string) => {
    const { folder, manifest, row, vendor } = project
    const published = manifest.private !== true
    const test = isTest(folder === "" ? file : file.slice(folder.length + 1))
    const atRunTime = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }
    const development = { ...manifest.devDependencies, ...(test ? projects[0]?.manifest.devDependencies : {}) }
    // The build of a published package inlines the private ones that it imports: see tools/inline.
    const inlined = Object.fromEntries(
      Object.entries(manifest.devDependencies ?? {}).filter(([name]) => byName.get(name)?.manifest.private === true)
    )
    const declared = published && !test ? { ...atRunTime, ...inlined } : { ...atRunTime, ...development }

    const checkSpecifier = ({ line, names, value }: Specifier) => {
      const report = (rule: string, fix: string) =>
        violations.push({ file, line, found: `imports ${value ?? "a computed name"}`, rule, fix })

      if (value === undefined) {
        if (published && !test && folder.startsWith("packages/") && row.computed !== true) {
          report("a published package names what it imports", "Import it by a literal name.")
        }
        return
      }
      if (/^\.{0,2}\//.test(value) || value === "." || value === ".." || value.startsWith("file:")) {
        const path = value.startsWith(".") ? posix.join(posix.dirname(file), value) : value
        const inside = folder === "" ? !path.startsWith("..") && !path.startsWith("/") : path.startsWith(`${folder}/`)
        // The tools are the root's own.
        const enters = folder === "" && [...folders].some((_) => _ !== "tools" && path.startsWith(`${_}/`))
        const config = posix.basename(file) === "vitest.config.ts" && path === "vitest.shared.ts"
        if ((!inside || enters) && !config) {
          report("a relative import stays in its project", "Import the other project by its package's name.")
        }
        return
      }
      if (value.startsWith("#")) return

      if (isBuiltin(value)) {
        const node: Target = { name: "node", kind: "node" }
        if (!test && !row.allows(node, vendor, stable)) report(row.rule, row.fix)
        return
      }
      const name = packageName(value)
      if (name === manifest.name) return
      const subpath = value === name ? undefined : value.slice(name.length + 1)
      const imported = target(name, subpath, names)
      if (row.never?.(imported, vendor) || (!test && !row.allows(imported, vendor, stable))) {
        report(row.rule, row.fix)
      } else if (!(name in declared)) {
        const section = published && !test ? "dependencies or peerDependencies" : "devDependencies"
        report(
          "a project declares what it imports",
          `Add ${name} to ${section} of ${posix.join(folder, "package.json")}.`
        )
      }
    }

    const absolute = join(root, file)
    for (const specifier of specifiers(absolute, readFileSync(absolute, "utf8"))) checkSpecifier(specifier)
  }

  for (const project of projects) {
    checkManifest(project)
    const others = new Set([...folders].filter((_) => _ !== project.folder))
    for (const file of filesOf(root, project.folder, others)) {
      checkFile(project, relative(root, join(root, file)).split(sep).join("/"))
    }
  }
  return violations.toSorted((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line)
}
