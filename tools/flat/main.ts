/**
 * A step in building packages that applications call: `node ../../tools/flat/main.ts`, run in a package's folder, writes the files that its `exports` promise under the condition `node`. There, all modules of a package are
 * one file, and its subpaths lead into it: finding, reading and linking many files takes a process longer than
 * compiling their content. Dynamically imported modules stay separate, since they are meant to load late.
 *
 * Bundlers use the condition `module`, which leads to the single files, since they leave out unused code.
 */
import { globSync, readFileSync } from "node:fs"
import { build } from "rolldown"

const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly exports: Readonly<Record<string, string | { readonly node?: string }>>
}
const entries = Object.values(exports).flatMap((entry) =>
  typeof entry === "string" || entry.node === undefined ? [] : globSync(entry.node.replace("./dist/node/", "dist/"))
)
await build({
  input: Object.fromEntries(entries.map((file) => [file.slice("dist/".length, -".js".length), file])),
  external: /^[^./#]/,
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
