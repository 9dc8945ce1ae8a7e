/**
 * Measures how long a new process takes to import a client and to make its first call: from `node_modules`, and bundled
 * into one file by esbuild, as serverless functions are deployed.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { goal, median, table } from "./report.ts"
import { titles as others } from "./titles.ts"

interface Start {
  /** Milliseconds until the client is created. */
  readonly imported: number
  /** Milliseconds until the response to the first call, including the import. */
  readonly called: number
}

const compared = ["salesbridge", "salesbridgeNodeHttp", "salesbridgePromise", "fetch", "axios"] as const
type Name = (typeof compared)[number]
const titles: Readonly<Record<Name, string>> = {
  ...others,
  salesbridge: "Salesbridge, undici",
  salesbridgeNodeHttp: "Salesbridge, node:http",
  salesbridgePromise: "Salesbridge, promises over fetch"
}
const limits = { imported: 1.2, called: 1.3 }

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Bundles a program that does the same as `start.ts` with this client into one file. */
const bundle = async (name: Name, folder: string): Promise<string> => {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    stdin: {
      contents: `const start = performance.now()
        const { make } = await import("./clients/${name}.ts")
        const { firstCall } = await import("./firstCall.ts")
        await firstCall(make, process.argv.at(-1), start)`,
      resolveDir: file(".")
    },
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    // Packages written for CommonJS load Node's modules with `require`.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url)` },
    logLevel: "error"
  })
  return outfile
}

const measure = (programs: Record<Name, ReadonlyArray<string>>, starts: number) => {
  const all = Object.fromEntries(compared.map((name) => [name, [] as Array<Start>])) as Record<Name, Array<Start>>
  for (let start = 0; start <= starts; start++) {
    for (const name of compared) {
      const printed = execFileSync(process.execPath, programs[name], { encoding: "utf8" })
      // The first start of each client fills the file system's cache.
      if (start > 0) all[name].push(JSON.parse(printed) as Start)
    }
  }
  return all
}

const report = (title: string, all: Record<Name, ReadonlyArray<Start>>): void => {
  const ratio = (name: Name, what: keyof Start) =>
    median(all[name].map((start, index) => start[what] / all.axios[index]![what]))
  console.log(title)
  console.log(
    table(
      ["", "import ms", "first call ms", "import/axios", "first call/axios"],
      compared.map((name) => [
        titles[name],
        median(all[name].map(({ imported }) => imported)).toFixed(0),
        median(all[name].map(({ called }) => called)).toFixed(0),
        ratio(name, "imported").toFixed(2),
        ratio(name, "called").toFixed(2)
      ])
    )
  )
  for (const name of compared.filter((_) => _.startsWith("salesbridge"))) {
    console.log(goal(`import compared with axios + zod (${titles[name]})`, ratio(name, "imported"), limits.imported))
    console.log(goal(`first call compared with axios + zod (${titles[name]})`, ratio(name, "called"), limits.called))
  }
  console.log("")
}

export const starts = async (baseUrl: string, count: number): Promise<void> => {
  const programs = async (of: (name: Name) => ReadonlyArray<string> | Promise<ReadonlyArray<string>>) => {
    const each = await Promise.all(compared.map(async (name) => [name, await of(name)] as const))
    return Object.fromEntries(each) as Record<Name, ReadonlyArray<string>>
  }
  const installed = await programs((name) => [file("start.ts"), name, baseUrl])
  report(`Import and first call in a new process, ${count} starts each in turns`, measure(installed, count))
  const folder = mkdtempSync(join(tmpdir(), "bench-"))
  try {
    const bundled = await programs(async (name) => [await bundle(name, folder), baseUrl])
    report("The same as one file, bundled by esbuild", measure(bundled, count))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
