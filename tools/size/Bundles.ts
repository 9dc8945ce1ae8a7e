/** Bundles as browsers receive them: tree-shaken, minified, compressed. */
import { build, type Plugin } from "esbuild"
import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

export const root = fileURLToPath(new URL("../../", import.meta.url))

/** Provides programs by name; their imports resolve to the packages of the workspace. */
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

/** Bundles each program separately. */
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

/** Returns the size of a text as a server sends it, in bytes. */
export const compressed = (text: string): number => gzipSync(text, { level: 9 }).length
