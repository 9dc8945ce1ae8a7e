/** The promises of the pending changesets, read with the parser that `npm run version` uses. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { publishedPackages } from "../publishedPackages.ts"
import { CannotCompare } from "./Base.ts"
import { highest, type Level } from "./Level.ts"

type Parse = (text: string) => { readonly releases: ReadonlyArray<{ readonly name: string; readonly type: Level }> }

const changesets = createRequire(createRequire(import.meta.url).resolve("@changesets/cli/package.json"))

/**
 * Returns the highest level that a pending changeset promises, by package. Changesets that the base already had count
 * too: all of them belong to the next release.
 */
export const promisedLevels = (root: string): ReadonlyMap<string, Level> => {
  const parse: Parse = changesets("@changesets/parse").parseChangesetFile
  const folder = join(root, ".changeset")
  const files = existsSync(folder) ? readdirSync(folder).filter((_) => _.endsWith(".md") && _ !== "README.md") : []
  const published = publishedPackages(root).map(({ manifest }) => manifest.name)
  const found = new Map<string, Level>()
  for (const file of files.toSorted()) {
    for (const { name, type } of releasesOf(parse, join(folder, file))) {
      if (!published.includes(name)) {
        throw new CannotCompare(
          `.changeset/${file}: ${name} is not published. Published: ${published.toSorted().join(", ")}.`
        )
      }
      found.set(name, highest([type, found.get(name) ?? "none"]))
    }
  }
  return found
}

const releasesOf = (parse: Parse, path: string): ReturnType<Parse>["releases"] => {
  try {
    return parse(readFileSync(path, "utf8")).releases
  } catch (error) {
    throw new CannotCompare(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
