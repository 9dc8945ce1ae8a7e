/**
 * The last part of the build of packages that applications call: `node ../../tools/flat/main.ts` in the folder of a
 * package writes what its `exports` promise under the condition `node`. There, all modules of a package are one file,
 * and its subpaths lead into it: a process finds, reads and links each file that it imports, which takes longer than to
 * compile what is in it. Modules that are imported dynamically stay apart, as they are to be loaded late.
 *
 * Bundlers take the condition `module`, which leads to the single files, since they leave out what is not used.
 */
import { globSync, readFileSync, rmSync } from "node:fs"
import { build } from "rolldown"

const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly exports: Readonly<Record<string, string | { readonly node?: string }>>
}
const entries = Object.values(exports).flatMap((entry) =>
  typeof entry === "string" || entry.node === undefined ? [] : globSync(entry.node.replace("./dist/node/", "dist/"))
)
rmSync("dist/node", { recursive: true, force: true })
await build({
  input: Object.fromEntries(entries.map((file) => [file.slice("dist/".length, -".js".length), file])),
  external: /^[^./]/,
  platform: "node",
  output: {
    dir: "dist/node",
    format: "esm",
    sourcemap: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: { groups: [{ name: "all", tags: ["$initial"] }] }
  }
})
