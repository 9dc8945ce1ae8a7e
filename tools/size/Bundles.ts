/** Bundles as browsers receive them: tree-shaken, minified, compressed. */
import { context, type Plugin } from "esbuild"
import { basename } from "node:path"
import { setImmediate } from "node:timers/promises"
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

interface Wanted {
  readonly program: string
  readonly resolve: (text: string) => void
  readonly reject: (error: unknown) => void
}

/**
 * Bundles programs, as many at once as are wanted. It stays open, since most of their modules are the same and need to
 * be parsed once.
 */
const bundler = (options: Options) => {
  const wanted: Array<Wanted> = []
  let current: ReadonlyArray<Wanted> = []
  const inMemory: Plugin = {
    name: "in-memory",
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: /^program:\d+$/ }, ({ path }) => ({ path: path.slice(8), namespace: "program" }))
      // Their imports resolve to the packages of the workspace.
      onLoad({ filter: /.*/, namespace: "program" }, ({ path }) => ({
        contents: current[Number(path)]?.program ?? "",
        resolveDir: root
      }))
    }
  }
  const made = context({
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
  let isWorking = false
  const work = async () => {
    isWorking = true
    try {
      const { rebuild } = await made
      while (wanted.length > 0) {
        current = wanted.splice(0, slots)
        const { outputFiles } = await rebuild()
        const texts = new Map(outputFiles!.map(({ path, text }) => [basename(path, ".js"), text]))
        for (const [index, { resolve }] of current.entries()) resolve(texts.get(String(index))!)
        // What is wanted because of these texts is bundled together.
        await setImmediate()
      }
    } catch (error) {
      for (const { reject } of [...current, ...wanted.splice(0)]) reject(error)
    }
    isWorking = false
  }
  return (program: string): Promise<string> =>
    new Promise((resolve, reject) => {
      wanted.push({ program, resolve, reject })
      if (!isWorking) void work()
    })
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
  return new Map(
    await Promise.all([...programs].map(async ([name, program]) => [name, await bundle(program)] as const))
  )
}

/** Returns the size of a text as a server sends it, in bytes. */
export const compressed = (text: string): number => gzipSync(text, { level: 9 }).length
