/** Measures, in turns, how long the compiler takes to check strict projects, including the declarations of packages. */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { root } from "./Bundles.ts"
import type { Vendor } from "./Vendor.ts"

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
  target: "ES2023",
  lib: ["ES2023", "DOM"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: ["node"],
  noEmit: true
}

const effect = `import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
export const program = Stream.runCollect(Stream.make(1)).pipe(Effect.provide(Layer.empty))
`

/** A consumer that calls one operation of each vendor and handles its errors. */
const packages = (vendors: ReadonlyArray<Vendor>): string =>
  vendors.reduce((text, { name, operations: [first], service }) => {
    const [resource, operation] = first!
    const called = `${name}.${resource}.${operation}`
    return `import * as ${name} from "@salesbridge/${name}"
${text}
export const ${name}Layer = (options: Parameters<typeof ${name}.${service}.layer>[0]) => ${name}.${service}.layer(options)
export const ${name}Call = (...input: Parameters<typeof ${called}>) =>
  ${called}(...input).pipe(Effect.catch(({ category }) => Effect.succeed(category)))
`
  }, effect)

const compiler = (): string => {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json")
  return join(dirname(manifest), "bin", "tsc")
}

/** Returns the seconds for a consumer of Effect alone and for a consumer of these packages, one figure per round. */
export const checks = (vendors: ReadonlyArray<Vendor>, rounds: number): ReadonlyArray<ReadonlyArray<number>> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "types-")))
  const consumers = { effect, packages: packages(vendors) }
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }))
    for (const [name, text] of Object.entries(consumers)) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, "main.ts"), text)
      writeFileSync(join(folder, name, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }))
    }
    const check = (name: string): number => {
      const start = performance.now()
      const options = { cwd: folder, encoding: "utf8" } as const
      const { status, stdout } = spawnSync(process.execPath, [compiler(), "-p", name], options)
      if (status !== 0) throw new Error(`The ${name} consumer does not compile:\n${stdout}`)
      return (performance.now() - start) / 1000
    }
    const taken = Array.from({ length: rounds }, () => Object.keys(consumers).map(check))
    return Object.keys(consumers).map((_, index) => taken.map((round) => round[index]!))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
