/** Bundles as browsers get them: tree-shaken, minified, compressed. */
import { build, type Plugin } from "esbuild"
import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

export const root = fileURLToPath(new URL("../../", import.meta.url))

/** Programs by name, which import what the workspace has installed. */
const inMemory = (programs: ReadonlyMap<string, string>): Plugin => ({
  name: "in-memory",
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === "entry-point" ? { path, namespace: "program" } : undefined
    )
    onLoad({ filter: /.*/, namespace: "program" }, ({ path }) => ({
      contents: [...programs.values()][Number(path)]!,
      resolveDir: root
    }))
  }
})

/** A bundle of each program, on its own. */
export const bundles = async (
  programs: ReadonlyMap<string, string>,
  options: {
    /** Packages to leave out. Default: none. */
    readonly external?: ReadonlyArray<string>
    readonly minify?: boolean
  } = {}
): Promise<ReadonlyMap<string, string>> => {
  const { outputFiles } = await build({
    entryPoints: [...programs.keys()].map((_, index) => String(index)),
    outdir: "/",
    bundle: true,
    write: false,
    minify: options.minify ?? true,
    treeShaking: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "silent",
    external: options.external?.flatMap((name) => [name, `${name}/*`]) ?? [],
    plugins: [inMemory(programs)]
  })
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path, ".js"), text]))
  return new Map([...programs.keys()].map((name, index) => [name, texts.get(String(index))!]))
}

/** What a server sends of it, in bytes. */
export const compressed = (text: string): number => gzipSync(text, { level: 9 }).length
