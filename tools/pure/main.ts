/**
 * A part of the build of packages that run in browsers: `node ../../tools/pure/main.ts` in the folder of a package makes
 * what the modules in its `dist` declare droppable. See droppable.ts.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { edited, edits } from "./droppable.ts"
import { shifted } from "./sourceMap.ts"

for (const file of globSync("dist/**/*.js")) {
  const code = readFileSync(file, "utf8")
  const found = edits(file, code)
  if (found.length === 0) continue
  const after = edited(code, found)
  if (edits(file, after).length > 0) throw new Error(`${file} would change again: see tools/pure/droppable.ts`)
  const map = JSON.parse(readFileSync(`${file}.map`, "utf8")) as { readonly mappings: string }
  writeFileSync(`${file}.map`, JSON.stringify({ ...map, mappings: shifted(map.mappings, code, found) }))
  writeFileSync(file, after)
}
