/**
 * Bundles a page for the browser: `app.tsx` and `style.css` of one folder, with everything that they import. Published
 * packages contain the result, so that they need neither esbuild nor Preact.
 */
import { build } from "esbuild"
import { basename, join } from "node:path"

/** The files by their names: `app.js` and `style.css`. */
export const bundle = async (folder: string): Promise<Readonly<Record<string, Uint8Array>>> => {
  const { outputFiles } = await build({
    entryPoints: [join(folder, "app.tsx"), join(folder, "style.css")],
    outdir: folder,
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent"
  })
  return Object.fromEntries(outputFiles.map(({ contents, path }) => [basename(path), contents]))
}
