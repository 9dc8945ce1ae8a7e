/**
 * A build step: `node ../../tools/inline/main.ts`, run in the folder of a published package after its `tsc`. Published
 * code must not depend on a private package of this workspace, so each private package that it imports is compiled into
 * `dist/inlined/<folder>`, and the imports are redirected there.
 *
 * A private package is one whose `exports` lead to its sources, and which has a tsconfig.build.json.
 */
import { execFileSync } from "node:child_process"
import { globSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join, relative, resolve, sep } from "node:path"
import { isBuiltin } from "node:module"
import { fileURLToPath } from "node:url"
import { replaced } from "./imports.ts"

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

interface PrivatePackage {
  readonly folder: string
  readonly exports: NonNullable<Manifest["exports"]>
}

const root = fileURLToPath(new URL("../../", import.meta.url))
const source = "@salesbridge/source"
const read = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest

const privatePackages: ReadonlyMap<string, PrivatePackage> = new Map(
  globSync("{packages,mocks}/*/package.json", { cwd: root }).flatMap((file) => {
    const folder = join(root, dirname(file))
    const { exports = {}, name, private: hidden } = read(folder)
    return hidden === true ? [[name, { folder, exports }] as const] : []
  })
)

/** Returns the package name in a module specifier: `@scope/name` for `@scope/name/subpath`. */
const packageIn = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

/** Returns the path of the compiled module for a specifier, relative to `dist/inlined`. */
const compiled = (name: string, specifier: string): string => {
  const { exports, folder } = privatePackages.get(name)!
  const entry = exports[`.${specifier.slice(name.length)}`]
  const path = typeof entry === "string" ? entry : entry?.[source]
  if (path === undefined || !path.startsWith("./src/")) throw new Error(`${specifier} does not lead to a source`)
  return join(basename(folder), path.slice("./src/".length).replace(/\.ts$/, ".js"))
}

const inline = (target: string): void => {
  const manifest = read(target)
  const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }))
  const dist = join(target, "dist")
  const compileOnce = new Set<string>()
  const pending = globSync("**/*.{js,d.ts}", { cwd: dist }).map((file) => join(dist, file))
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const from = file
    const code = readFileSync(from, "utf8")
    const after = replaced(from, code, (specifier) => {
      if (/^[.#]/.test(specifier) || isBuiltin(specifier)) return specifier
      const name = packageIn(specifier)
      if (!privatePackages.has(name)) {
        const undeclared = from.includes(`${sep}inlined${sep}`) && !declared.has(name)
        if (undeclared)
          throw new Error(`${manifest.name} must depend on ${name}, which ${relative(dist, from)} imports`)
        return specifier
      }
      const inlined = join(dist, "inlined")
      if (!compileOnce.has(name)) {
        compileOnce.add(name)
        pending.push(...compile(name, inlined))
      }
      const path = relative(dirname(from), join(inlined, compiled(name, specifier))).replaceAll(sep, "/")
      return path.startsWith(".") ? path : `./${path}`
    })
    if (after !== code) writeFileSync(from, after)
  }
}

const compile = (name: string, into: string): ReadonlyArray<string> => {
  const { folder } = privatePackages.get(name)!
  const out = join(into, basename(folder))
  // Their sources are not published, so the source maps contain them.
  const options = ["--outDir", out, "--inlineSources", "--declarationMap", "false", "--incremental", "false"]
  execFileSync("tsc", ["-p", join(folder, "tsconfig.build.json"), "--composite", "false", ...options], {
    stdio: "inherit",
    shell: process.platform === "win32"
  })
  return globSync("**/*.{js,d.ts}", { cwd: out }).map((file) => join(out, file))
}

inline(resolve(process.argv[2] ?? "."))
