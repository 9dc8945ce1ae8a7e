/**
 * Declares the vendors with a State.ts in the manifest and in the TypeScript projects of this package, because the
 * generated names import their types.
 */
import { readFileSync, writeFileSync } from "node:fs"

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>
}
interface Project {
  readonly references: ReadonlyArray<{ readonly path: string }>
}

/** The manifest with a dependency on the mock of each vendor. */
export const dependent = <M extends Manifest>(manifest: M, vendors: ReadonlyArray<string>): M => {
  const all = Object.fromEntries(vendors.map((name) => [`@salesbridge/mock-${name}`, "0.0.0"]))
  const sorted = Object.entries({ ...all, ...manifest.devDependencies }).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { ...manifest, devDependencies: Object.fromEntries(sorted) }
}

/** The project with a reference to the mock of each vendor. */
export const referring = <P extends Project>(project: P, vendors: ReadonlyArray<string>): P => {
  const known = new Set(project.references.map(({ path }) => path))
  const added = vendors.map((name) => ({ path: `../${name}` })).filter(({ path }) => !known.has(path))
  return { ...project, references: [...project.references, ...added] }
}

/** Replaces a JSON file if that changes it, and says so. */
const edit = <T extends object>(file: URL, change: (value: T) => T): void => {
  const before = readFileSync(file, "utf8")
  const value = JSON.parse(before) as T
  const after = change(value)
  if (JSON.stringify(after) === JSON.stringify(value)) return
  writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`)
  console.log(`mocks/server/${file.pathname.slice(new URL("..", import.meta.url).pathname.length)}: written`)
}

/** Changes the files of this package. */
export const link = (vendors: ReadonlyArray<string>): void => {
  const at = (path: string) => new URL(`../${path}`, import.meta.url)
  edit<Manifest>(at("package.json"), (_) => dependent(_, vendors))
  for (const path of ["tsconfig.json", "tsconfig.build.json"]) edit<Project>(at(path), (_) => referring(_, vendors))
}
