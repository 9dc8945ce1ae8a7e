/** Part of the build: puts the sandboxes' page beside the code that serves it, as a browser takes it. */
import { bundle } from "@salesbridge/page/bundle.ts"
import { cpSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const page = join(import.meta.dirname, "../../engine/src/sandbox/page")
const target = join(import.meta.dirname, "../dist/inlined/engine/sandbox/page")

mkdirSync(target, { recursive: true })
for (const file of ["index.html", "icon.svg"]) cpSync(join(page, file), join(target, file))
for (const [file, content] of Object.entries(await bundle(page))) writeFileSync(join(target, file), content)
