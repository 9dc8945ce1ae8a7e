/** Bundles scripts that tests start as processes. */
import { buildSync } from "esbuild"
import { renameSync } from "node:fs"

const built = new Set<string>()

/**
 * Puts a script and all of its imports, except for `external` packages, into the file `outfile`, which starts in a third of
 * the time. Done once in this process. Returns `outfile`.
 */
export const bundle = (script: string, outfile: string, external: Array<string> = []): string => {
  if (built.has(outfile)) return outfile
  // Tests in another process may be starting the file.
  const unfinished = `${outfile}.${process.pid}`
  buildSync({
    entryPoints: [script],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@salesbridge/source"],
    external,
    banner: { js: 'import { createRequire as __r } from "node:module"; const require = __r(import.meta.url);' },
    logLevel: "error"
  })
  renameSync(unfinished, outfile)
  built.add(outfile)
  return outfile
}
