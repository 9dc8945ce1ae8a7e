/** The published manifest of a package, without the parts for this workspace only. */

/** The condition under which the projects of this workspace resolve to each other's sources. */
const source = "@salesbridge/source"

type Entry = string | { readonly [condition: string]: string }

export interface Manifest {
  readonly private?: boolean
  readonly exports?: { readonly [subpath: string]: Entry }
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
  const exports = Object.entries(manifest.exports ?? {}).flatMap(([subpath, entry]): ReadonlyArray<[string, Entry]> => {
    if (typeof entry === "string") return [[subpath, entry]]
    const conditions = Object.entries(entry).filter(([condition]) => condition !== source)
    return conditions.length === 0 ? [] : [[subpath, Object.fromEntries(conditions)]]
  })
  return { ...Object.fromEntries(kept), exports: Object.fromEntries(exports) }
}
