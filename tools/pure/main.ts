/**
 * A part of the build of packages that run in browsers: `node ../../tools/pure/main.ts` in the folder of a package makes
 * what the modules in its `dist` declare droppable. See droppable.ts.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { droppable, remapped } from "./droppable.ts"

for (const file of globSync("dist/**/*.js")) {
  const edited = droppable(file, readFileSync(file, "utf8"))
  if (!edited.hasChanged()) continue
  const code = edited.toString()
  if (droppable(file, code).hasChanged()) throw new Error(`${file} would change again: see tools/pure/droppable.ts`)
  writeFileSync(`${file}.map`, JSON.stringify(remapped(edited, JSON.parse(readFileSync(`${file}.map`, "utf8")))))
  writeFileSync(file, code)
}
