/**
 * `npm run docs`: builds the site into `apps/docs/dist` and checks its links. `-- --base /path/` is for a site below
 * the root of its host, `-- --out folder` for another output folder. `npm run docs:dev` serves the site while the
 * sources change.
 */
import { spawn } from "node:child_process"
import { watch } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const options = {
  /** The path at which the site will be served. */
  base: { type: "string", default: "/" },
  out: { type: "string", default: here("../dist") },
  /** The folder for the pages that VitePress reads. */
  pages: { type: "string", default: here("../.reports/pages") },
  dev: { type: "boolean", default: false },
  /** Only writes the pages for VitePress. */
  write: { type: "boolean", default: false }
} as const

const usage = `Usage: npm run docs -- [--base /path/] [--out folder]

Builds the site and checks its links; a dead link ends it with 1. npm run docs:dev serves it and follows changes.`

const parsed = () => {
  if (process.argv.includes("--help")) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    const [problem] = (error as Error).message.split(/(?<=\.) /)
    console.error(`${problem}\n${usage.split("\n", 1)[0]}\n--help says more.`)
    return process.exit(2)
  }
}
const values = parsed()

// Slow to load, so imported only after the arguments are accepted.
const [{ build, createServer }, { problems }, { misnamed, write }] = await Promise.all([
  import("vitepress"),
  import("./Crawl.ts"),
  import("./Site.ts")
])

/** The files from which pages are made. */
const sources = /^(?!.*(node_modules|dist|\.types|\.reports|\.nx|\.git)\b).*\.(md|ts|yaml|json|css)$/

const dev = async () => {
  await write(values.pages, values.base)
  const server = await createServer(values.pages, { base: values.base, host: "127.0.0.1" })
  await server.listen()
  server.printUrls()
  // A new process each time, since loaded modules are not loaded again.
  let waiting: NodeJS.Timeout | undefined
  const again = () => {
    const args = ["--conditions=@salesbridge/source", import.meta.filename, "--write", "--pages", values.pages]
    spawn(process.execPath, args, { stdio: "inherit" })
  }
  for (const folder of ["packages", "mocks", "contracts", "apps"]) {
    watch(here(`../../../${folder}`), { recursive: true }, (_, path) => {
      if (path === null || !sources.test(path)) return
      clearTimeout(waiting)
      waiting = setTimeout(again, 300)
    })
  }
}

const main = async (): Promise<number> => {
  const started = performance.now()
  const pages = await write(values.pages, values.base)
  await build(values.pages, { outDir: values.out, base: values.base })
  const found = [...misnamed(pages), ...problems(values.out, values.base)]
  for (const problem of found) console.error(problem)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${pages.length} pages in ${seconds} s, ${found.length} problems: ${values.out}`)
  return found.length === 0 ? 0 : 1
}

if (values.dev) await dev()
else if (values.write) await write(values.pages, values.base)
else process.exitCode = await main()
