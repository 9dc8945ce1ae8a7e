/**
 * An application that exports what the vendors' packages return, with only these packages in its dependencies, as pnpm
 * installs them: TypeScript must be able to name every type in the application's declarations.
 */
import { execFileSync } from "node:child_process"
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it, onTestFinished } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))
const vendors = globSync("packages/*/src/resources.ts", { cwd: root }).map((file) => basename(dirname(dirname(file))))

/** For the authors of a vendor's package. */
const forAuthors = new Set(["PromiseClient", "PromiseWebhook"])

/** Exports each member of a module; those of a namespace together. */
const exported = (name: string, module: object, prefix: string) =>
  Object.entries(module).flatMap(([key, value]: [string, unknown]) => {
    if (forAuthors.has(key)) return []
    const isNamespace = Object(value)[Symbol.toStringTag] === "Module"
    return `export const ${prefix}${key} = ${isNamespace ? `{ ...${name}.${key} }` : `${name}.${key}`}`
  })

const application = async (vendor: string) => {
  const effects: object = await import(`${root}packages/${vendor}/src/index.ts`)
  const promises: object = await import(`${root}packages/${vendor}/src/promise.ts`)
  const create = Object.keys(promises).find((key) => key.startsWith("create"))!
  return [
    `import * as Effects from "@salesbridge/${vendor}"`,
    `import { catalog } from "@salesbridge/${vendor}/catalog"`,
    `import * as Promises from "@salesbridge/${vendor}/promise"`,
    `import { startSandbox } from "@salesbridge/mocks/sandbox"`,
    ...exported("Effects", effects, "effect"),
    ...exported("Promises", promises, "promise"),
    `export const layer = Effects.${create.replace("create", "")}.layerConfig`,
    `export const raw = Effects.request({ method: "GET", path: "/x" })`,
    `export const client = Promises.${create}({} as never)`,
    `export const resources = { ...client }`,
    `export const safe = catalog.filter(({ safety }) => safety === "safe")`,
    `export const sandbox = () => startSandbox("${vendor}")`
  ].join("\n")
}

it(`emits declarations for ${vendors.join(", ")}`, { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "declarations-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const link = (target: string, name: string) => {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true })
    symlinkSync(join(root, target), join(folder, "node_modules", name))
  }
  for (const vendor of vendors) link(`packages/${vendor}`, `@salesbridge/${vendor}`)
  link("mocks/server", "@salesbridge/mocks")
  link("node_modules/effect", "effect")
  link("node_modules/@types/node", "@types/node")
  const compilerOptions = {
    strict: true,
    // Declarations are checked nevertheless, and the sources are checked elsewhere.
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: "/",
    outDir: "out",
    target: "es2022",
    lib: ["es2023", "dom", "dom.asynciterable"],
    module: "nodenext",
    customConditions: ["@salesbridge/source"],
    allowImportingTsExtensions: true,
    types: ["node"]
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }))
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`)
  for (const vendor of vendors) writeFileSync(join(folder, `${vendor}.ts`), await application(vendor))
  let output = ""
  try {
    output = execFileSync(join(root, "node_modules/.bin/tsc"), ["--singleThreaded"], { cwd: folder, encoding: "utf8" })
  } catch (error) {
    output = (error as { readonly stdout: string }).stdout
  }
  expect(output).toBe("")
  for (const vendor of vendors) expect(existsSync(join(folder, "out", folder, `${vendor}.d.ts`))).toBe(true)
})
