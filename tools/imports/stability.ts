/**
 * The stable modules of `effect`, read from the `@stability` tags of the installed sources. A module counts as stable
 * if it is at the top level and at least one of its exports has the tag; everything in a folder (`effect/http`,
 * `effect/persistence`, ...) may change in a minor release.
 */
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

export const stableModules = (): ReadonlySet<string> => {
  const source = join(dirname(createRequire(import.meta.url).resolve("effect/package.json")), "src")
  const modules = readdirSync(source).filter((name) => name.endsWith(".ts") && name !== "index.ts")
  if (modules.length === 0) throw new Error(`${source} has no sources of effect`)
  return new Set(
    modules
      .filter((name) => readFileSync(join(source, name), "utf8").includes("@stability stable"))
      .map((name) => name.slice(0, -".ts".length))
  )
}
