/**
 * `npm run pack`: builds the published packages and puts a tarball of each into `tarballs`, so that other projects can
 * install them before a release.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { commandLine } from "./commandLine.ts"
import { publishedPackages } from "./publishedPackages.ts"

const usage = `Usage: npm run pack -- [--to <folder>] [--no-build]

Builds the published packages and packs each into a tarball.

  --to        the folder for the tarballs; default: tarballs
  --no-build  uses the existing build`

const options = { to: { type: "string" }, "no-build": { type: "boolean" } } as const
const { "no-build": isBuilt = false, to = "tarballs" } = commandLine(usage, options)

const root = fileURLToPath(new URL("../", import.meta.url))
const names = publishedPackages(root).map(({ manifest }) => manifest.name)

// Windows finds npm only through a shell.
const run = (command: string, args: ReadonlyArray<string>, quiet = false) =>
  execFileSync(command, args, { cwd: root, shell: process.platform === "win32", stdio: quiet ? "pipe" : "inherit" })

if (!isBuilt) run(process.execPath, ["tools/nx/run.ts", "build", `--projects=${names.join(",")}`])
const folder = resolve(root, to)
mkdirSync(folder, { recursive: true })
const packed = run(
  "npm",
  ["pack", "--json", "--ignore-scripts", "--pack-destination", folder, ...names.flatMap((_) => ["--workspace", _])],
  true
)
// An array, or since npm 12 an object by name.
const files = Object.values(JSON.parse(String(packed)) as Readonly<Record<string, { readonly filename: string }>>)
const paths = files.map(({ filename }) => join(folder, filename.replace("@", "").replace("/", "-")))
console.log(`${paths.map((_) => relative(root, _)).join("\n")}

A vendor's package needs core as well. In your project:
  npm install ${folder}/salesbridge-{core,salesloft}-*.tgz effect@4.1.0`)
