/** Bundles as browsers receive them: tree-shaken, minified, compressed. */
import { context, type Plugin } from "esbuild"
import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

export const root = fileURLToPath(new URL("../../", import.meta.url))

interface Options {
  /** Packages to leave out. Default: none. */
  readonly external?: ReadonlyArray<string>
  readonly minify?: boolean
}

/** The number of programs that are bundled at once. */
const slots = 16

/** Bundles up to that many programs. It stays open, since most of their modules are the same and need to be parsed once. */
const bundler = async (options: Options) => {
  let programs: ReadonlyArray<string> = []
  const inMemory: Plugin = {
    name: "in-memory",
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: /^program:\d+$/ }, ({ path }) => ({ path: path.slice(8), namespace: "program" }))
      // Their imports resolve to the packages of the workspace.
      onLoad({ filter: /.*/, namespace: "program" }, ({ path }) => ({
        contents: programs[Number(path)] ?? "",
        resolveDir: root
      }))
    }
  }
  const { rebuild } = await context({
    entryPoints: Array.from({ length: slots }, (_, index) => ({ in: `program:${index}`, out: String(index) })),
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
    plugins: [inMemory]
  })
  return async (some: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
    programs = some
    const { outputFiles } = await rebuild()
    const texts = new Map(outputFiles!.map(({ path, text }) => [basename(path, ".js"), text]))
    return some.map((_, index) => texts.get(String(index))!)
  }
}

const bundlers = new Map<string, ReturnType<typeof bundler>>()

/** Bundles each program separately. */
export const bundles = async (
  programs: ReadonlyMap<string, string>,
  options: Options = {}
): Promise<ReadonlyMap<string, string>> => {
  const key = JSON.stringify(options)
  const bundle = bundlers.get(key) ?? bundler(options)
  bundlers.set(key, bundle)
  const texts: Array<string> = []
  for (let from = 0; from < programs.size; from += slots)
    texts.push(...(await (await bundle)([...programs.values()].slice(from, from + slots))))
  return new Map([...programs.keys()].map((name, index) => [name, texts[index]!]))
}

/** Returns the size of a text as a server sends it, in bytes. */
export const compressed = (text: string): number => gzipSync(text, { level: 9 }).length
