/**
 * Type-checks the code on the pages of operations, with Effect and with promises, and the types on them, as a single
 * program.
 */
import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, describe, expect, it } from "vitest"
import { example } from "../src/Example.ts"
import { vendors } from "../src/Repository.ts"
import { vendor } from "../src/Vendor.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const repository = here("../../..")
mkdirSync(here("../.reports"), { recursive: true })
/** Inside the project, where its packages can be resolved. */
const folder = mkdtempSync(here("../.reports/examples-"))
afterAll(() => rmSync(folder, { recursive: true }))

const all = await Promise.all(vendors().map(vendor))
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
/** The module of an application for each vendor: it exports every method and a name for every input. */
const types = (name: string) => `${name}.types`
const inputName = (call: string) => `${call.replace(/\.\w/, (_) => _.toUpperCase())}Input`

for (const known of all) {
  const { calls, credentials, manifest, name, service } = known
  for (const call of calls) {
    const { effect, promise } = example(known, call)
    write(`${name}.${call.operation.id}.effect.ts`, effect)
    write(`${name}.${call.operation.id}.promise.ts`, promise)
  }
  const resources = [...new Set(calls.map(({ resource }) => resource))]
  const required = credentials.flatMap(({ name, optional }) => (optional ? [] : [name]))
  write(
    `${types(name)}.ts`,
    [
      `import { create${service}, type ${resources.join(", type ")} } from "${manifest.name}/promise"`,
      `const client = create${service}({ ${required.join(", ")} })`,
      ...calls.map(({ name, operation }) => `export const ${operation.id} = client.${name}`),
      ...calls.flatMap(({ inputs, name, operation }) =>
        inputs.length === 0 ? [] : [`export type ${operation.id}Input = ${inputName(name)}`]
      )
    ].join("\n")
  )
}
const secrets = new Set(all.flatMap(({ credentials }) => credentials.map(({ name }) => name)))
write("secrets.d.ts", [...secrets].map((name) => `declare const ${name}: string`).join("\n"))
write(
  "tsconfig.json",
  JSON.stringify({
    extends: relative(folder, join(repository, "tsconfig.base.json")),
    compilerOptions: { composite: false, noUnusedLocals: false, rootDir: repository, outDir: join(folder, "out") },
    include: ["*.ts"]
  })
)

describe("the calls on the pages of operations", { timeout: 300_000 }, () => {
  it("are accepted by the compiler", async () => {
    const tsc = join(repository, "node_modules/.bin/tsc")
    const { stdout } = await promisify(execFile)(tsc, ["-p", folder]).catch((_: { readonly stdout: string }) => _)
    expect(stdout).toBe("")
  })

  it.each(all)("of $title have readable types: the input is named", ({ calls, name }) => {
    const out = join(folder, "out", relative(repository, folder), `${types(name)}.d.ts`)
    const printed = new Map(
      [...readFileSync(out, "utf8").matchAll(/^export declare const (\w+): ([^]*?);$(?=\nexport )/gm)].map(
        ([, id = "", type = ""]) => [id, type]
      )
    )
    for (const { inputs, name, operation } of calls) {
      const type = printed.get(operation.id) ?? ""
      expect(type.length, `${name}: ${type}`).toBeLessThan(750)
      expect(type).not.toContain("OperationInput<{\n")
      if (inputs.length > 0) expect(type).toContain(`${inputName(name)},`)
    }
  })
})
