/**
 * A build step for packages that run in browsers: `node ../../tools/pure/main.ts`, run in a package's folder, marks the
 * declarations of the modules in its `dist` as pure. See annotatePure.ts.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { annotatePure, remapped } from "./annotatePure.ts"

for (const file of globSync("dist/**/*.js")) {
  const edited = annotatePure(file, readFileSync(file, "utf8"))
  if (!edited.hasChanged()) continue
  const code = edited.toString()
  if (annotatePure(file, code).hasChanged())
    throw new Error(`${file} would change again: see tools/pure/annotatePure.ts`)
  writeFileSync(`${file}.map`, JSON.stringify(remapped(edited, JSON.parse(readFileSync(`${file}.map`, "utf8")))))
  writeFileSync(file, code)
}
