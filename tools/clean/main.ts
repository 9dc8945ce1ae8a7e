/**
 * The first step in building a package: `node ../../tools/clean/main.ts`, run in its folder, removes `dist`. What an
 * earlier build left there would be published, though its source is gone.
 */
import { rmSync } from "node:fs"

rmSync("dist", { recursive: true, force: true })
