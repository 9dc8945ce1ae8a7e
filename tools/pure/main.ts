/**
 * The last step in building packages that applications call: `node ../../tools/pure/main.ts`, run in a package's folder,
 * prepares the modules in its `dist` for bundlers, so that these leave out what an application does not use. See
 * annotatePure.ts and staticImports.ts.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { annotatePure, remapped } from "./annotatePure.ts"
import { staticImports } from "./staticImports.ts"

for (const edit of [annotatePure, staticImports]) {
  for (const file of globSync("dist/**/*.js", { exclude: ["dist/node/**"] })) {
    const edited = edit(file, readFileSync(file, "utf8"))
    if (!edited.hasChanged()) continue
    const code = edited.toString()
    if (edit(file, code).hasChanged()) throw new Error(`${file} would change again: see tools/pure/${edit.name}.ts`)
    writeFileSync(`${file}.map`, JSON.stringify(remapped(edited, JSON.parse(readFileSync(`${file}.map`, "utf8")))))
    writeFileSync(file, code)
  }
}
