/** The published manifest of a package, without the parts for this workspace only. */

/** The condition under which the projects of this workspace resolve to each other's sources. */
const source = "@salesbridge/source"

type Entry = string | { readonly [condition: string]: string }

export interface Manifest {
  readonly private?: boolean
  readonly exports?: { readonly [subpath: string]: Entry }
  readonly imports?: { readonly [name: string]: Entry }
  readonly [key: string]: unknown
}

/** Fields for people who work on the package. */
const unpublished: ReadonlySet<string> = new Set(["devDependencies", "nx", "scripts"])

/**
 * Returns the manifest without the entries and conditions that lead to sources: some sources are not published, and
 * Node refuses to run TypeScript in node_modules.
 */
export const published = (manifest: Manifest): Manifest => {
  const kept = Object.entries(manifest).filter(([key]) => !unpublished.has(key))
  const exports = withoutSources(manifest.exports ?? {})
  return {
    ...Object.fromEntries(kept),
    exports,
    ...(manifest.imports === undefined ? {} : { imports: withoutSources(manifest.imports) })
  }
}

const withoutSources = (entries: { readonly [name: string]: Entry }) =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([name, entry]): ReadonlyArray<[string, Entry]> => {
      if (typeof entry === "string") return [[name, entry]]
      const conditions = Object.entries(entry).filter(([condition]) => condition !== source)
      return conditions.length === 0 ? [] : [[name, Object.fromEntries(conditions)]]
    })
  )
