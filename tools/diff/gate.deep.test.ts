/** Runs the command in a repository made for it: a small vendor, released once, with one planted change at a time. */
import { spawnSync } from "node:child_process"
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { main } from "./Command.ts"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"

const here = fileURLToPath(new URL("../../", import.meta.url))
const parent = mkdtempSync(join(realpathSync(tmpdir()), "gate-"))
const root = join(parent, "repository")
/** The folder into which the command extracts the base. */
const temporary = join(parent, "temporary")
const own = process.env["TMPDIR"]

const things = `
import { Operation, VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { Acme, definition } from "./Definition.ts"
class NotFound extends VendorError.status("NotFound", { status: 404, description: "No such thing" }) {}
const { get } = Operation.declare(definition, Acme)
export const find = get("/things/{id}", {
  id: "getThing",
  source: "Get a thing",
  path: { id: Schema.Int },
  success: Schema.Struct({ id: Schema.Int, name: Schema.String }),
  errors: [NotFound]
})
`
const specification = `
openapi: 3.0.3
info: { title: Acme, version: "1" }
servers: [{ url: "http://127.0.0.1:4099" }]
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: { type: object, properties: { id: { type: integer }, name: { type: string } } }
              examples: { anvil: { value: { id: 7, name: Anvil } } }
`
const manifest = (name: string, version: string, more = {}) =>
  JSON.stringify({ name, version, type: "module", ...more })

const files: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ private: true, type: "module" }),
  ".gitignore": "node_modules\n",
  ".changeset/README.md": "# Pending\n",
  "packages/core/package.json": manifest("@salesbridge/core", "0.3.1", { exports: "./src/index.js" }),
  "packages/acme/package.json": manifest("@salesbridge/acme", "0.3.1"),
  "packages/acme/src/Definition.ts": `
import type { Vendor } from "@salesbridge/core"
import * as Context from "effect/Context"
export const definition = { name: "acme", servers: { default: "https://api.example.com" }, credentials: {} }
export class Acme extends Context.Service<Acme, Vendor.Vendor>()("acme/Acme") {}
`,
  "packages/acme/src/Things.ts": things,
  "packages/acme/src/index.ts": `export * as Things from "./Things.ts"\n`,
  "packages/acme/src/catalog.ts": `
import * as Things from "./Things.ts"
export { definition } from "./Definition.ts"
export const catalog = [Things.find] as const
`,
  "mocks/acme/openapi.yaml": specification,
  "mocks/server/package.json": manifest("@salesbridge/mocks", "0.3.1")
}

const write = (path: string, text: string, folder = root) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
/** Plants a change. The text must be present, otherwise the test would prove nothing. */
const edit = (path: string, from: string, to: string) => {
  const text = readFileSync(join(root, path), "utf8")
  expect(text).toContain(from)
  write(path, text.replaceAll(from, to))
}
/** Returns its path. */
const changeset = (name: string, level: string): string => {
  const path = `.changeset/${name.replace("/", "-")}-${level}.md`
  write(path, `---\n"${name}": ${level}\n---\n\nSomething.\n`)
  return path
}

const git = (...args: ReadonlyArray<string>) => {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" }
  const settings = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"]
  const { status, stderr, stdout } = spawnSync("git", [...settings, ...args], { cwd: root, env, encoding: "utf8" })
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`)
  return stdout.trim()
}
const commit = (message: string) => {
  git("add", "--all")
  git("commit", "--quiet", "--allow-empty", "--message", message)
}

const gate = (args: ReadonlyArray<string>, folder = root) => {
  const [printed, warned]: [Array<string>, Array<string>] = [[], []]
  const around = { root: folder, print: (_: string) => void printed.push(_), warn: (_: string) => void warned.push(_) }
  return { code: main(args, around), out: printed.join("\n"), problem: warned.join("\n") }
}

const install = (folder: string) => {
  const modules = join(folder, "node_modules")
  mkdirSync(join(modules, "@salesbridge"), { recursive: true })
  symlinkSync(join(here, "node_modules/effect"), join(modules, "effect"))
  for (const name of ["core", "acme"]) symlinkSync(join(folder, "packages", name), join(modules, "@salesbridge", name))
}

beforeAll(() => {
  mkdirSync(root)
  mkdirSync(temporary)
  process.env["TMPDIR"] = temporary
  // As one file, since each comparison loads it twice.
  buildSync({
    entryPoints: [join(here, "packages/core/src/index.ts")],
    outfile: join(root, "packages/core/src/index.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@salesbridge/source"],
    external: ["effect"]
  })
  for (const [path, text] of Object.entries(files)) write(path, text)
  install(root)
  git("init", "--quiet")
  commit("released")
  git("tag", "@salesbridge/acme@0.3.1")
  git("tag", "@salesbridge/mocks@0.3.1")
  git("tag", "base")
})
beforeEach(() => {
  git("checkout", "--quiet", "--force", "main")
  git("reset", "--quiet", "--hard", "base")
  git("clean", "--quiet", "--force", "-d")
})
afterAll(() => {
  process.env["TMPDIR"] = own
  if (own === undefined) delete process.env["TMPDIR"]
  rmSync(parent, { recursive: true, force: true })
})

describe("contracts:diff", { timeout: 60_000 }, () => {
  it("passes if nothing changed, and leaves nothing behind", () => {
    const { code, out, problem } = gate(["--base", "base"])
    expect(problem).toBe("")
    expect(code).toBe(0)
    expect(out).toContain("@salesbridge/acme 0.3.1: needs none, promised none: ok")
    expect(git("status", "--porcelain")).toBe("")
    expect(readdirSync(temporary)).toEqual([])
  })

  it("fails for changes in a package, its exports and core, until a changeset promises them", () => {
    edit("packages/acme/src/Things.ts", ", name: Schema.String", ", title: Schema.String")
    edit("packages/acme/src/index.ts", "as Things", "as Objects")
    edit("packages/core/src/index.js", `GET: "safe"`, `GET: "unsafe"`)
    // The level is too low, and the other changeset is for another package.
    changeset("@salesbridge/acme", "patch")
    changeset("@salesbridge/mocks", "major")
    const { code, out } = gate(["--base", "base"])
    expect(code).toBe(1)
    expect(out).toContain("success name: getThing\n      string, required -> none")
    expect(out).toMatch(/additive \(2\)\n[^]*    success title: getThing\n/)
    // Changes of core appear through the catalogs that are built with it.
    expect(out).toContain("safety: getThing\n      safe -> unsafe")
    expect(out).toContain("export: getThing\n      Things.find -> none")
    expect(out.replaceAll(/\s+/g, " ")).toContain("✗ @salesbridge/acme 0.3.1: needs minor, promised patch")
    expect(out).toContain("✓ @salesbridge/mocks 0.3.1: needs none")
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([])
    changeset("@salesbridge/acme", "minor")
    expect(gate(["--base", "base"])).toMatchObject({ code: 0 })
  })

  it("counts the specification for the mocks, and changesets that the base already had", () => {
    changeset("@salesbridge/mocks", "patch")
    commit("an earlier change, not released yet")
    git("tag", "--force", "later")
    edit(
      "mocks/acme/openapi.yaml",
      "parameters: [",
      "parameters: [{ name: all, in: query, schema: { type: boolean } }, "
    )
    edit("mocks/acme/openapi.yaml", "examples: { anvil:", "examples: { hammer:")
    const { code, out } = gate(["--base", "later", "--json"])
    expect(code).toBe(1)
    const outcome = JSON.parse(out)
    expect(outcome.vendors[0].changes.map((_: { kind: string; location: string }) => [_.kind, _.location])).toEqual([
      ["additive", "query all"],
      ["breaking", "200 example"],
      ["additive", "200 example"]
    ])
    expect(outcome.packages).toContainEqual({
      package: "@salesbridge/mocks",
      version: "0.3.1",
      needs: "minor",
      promised: "patch",
      ok: false
    })
  })

  it("passes for a release, which removes the changesets and raises the versions", () => {
    edit("packages/acme/src/Things.ts", "name: Schema.String", "name: Schema.Int")
    edit("packages/acme/package.json", "0.3.1", "0.4.0")
    expect(gate(["--base", "base"])).toMatchObject({ code: 0 })
  })

  it("compares with the commit where the branch left the base, even if the base has changed", () => {
    git("checkout", "--quiet", "-b", "other")
    edit("packages/acme/src/Things.ts", "name: Schema.String", "name: Schema.Int")
    commit("elsewhere")
    git("checkout", "--quiet", "main")
    expect(gate(["--base", "other"])).toMatchObject({ code: 0 })
    git("branch", "--quiet", "--delete", "--force", "other")
  })

  it("treats a vendor that the base lacks as new, and requires its first release", () => {
    for (const folder of ["packages", "mocks"]) {
      cpSync(join(root, folder, "acme"), join(root, folder, "globex"), { recursive: true })
    }
    write("packages/globex/package.json", manifest("@salesbridge/globex", "0.0.0"))
    changeset("@salesbridge/mocks", "patch")
    changeset("@salesbridge/globex", "minor")
    const { code, out } = gate(["--base", "base", "globex"])
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "✓ @salesbridge/globex 0.0.0: needs a first release, promised a first release"
    )
    expect(code).toBe(0)
  })

  it("names the vendor whose old catalog does not load, and fails", () => {
    edit("packages/acme/src/catalog.ts", "./Things.ts", "./Nothing.ts")
    commit("broken")
    const broken = git("rev-parse", "HEAD")
    edit("packages/acme/src/catalog.ts", "./Nothing.ts", "./Things.ts")
    const { code, out } = gate(["--base", broken])
    expect(code).toBe(1)
    expect(out).toContain("✗ acme: the base's package can't be read:")
    expect(out).not.toContain("@salesbridge/acme")
    expect(out).toContain("@salesbridge/mocks 0.3.1: needs none")
    expect(out).toContain("Could not compare acme.")
  })

  it("says what to do without a base, without its commit, and without history", () => {
    expect(gate([])).toMatchObject({ code: 2, problem: expect.stringContaining("Usage:") })
    expect(gate(["--base"])).toMatchObject({ code: 2 })
    expect(gate(["--base", "base", "initech"])).toMatchObject({
      code: 2,
      problem: expect.stringContaining("Vendors: acme.")
    })
    expect(gate(["--base", "origin/nowhere"])).toMatchObject({
      code: 2,
      problem: expect.stringContaining("git fetch origin")
    })
    commit("one more")
    const shallow = join(parent, "shallow")
    git("clone", "--quiet", "--depth", "1", `file://${root}`, shallow)
    install(shallow)
    expect(gate(["--base", git("rev-parse", "base")], shallow)).toMatchObject({
      code: 2,
      problem: expect.stringContaining("git fetch --unshallow")
    })
  })

  it("says which changeset can't be read", () => {
    write(".changeset/odd.md", "no front matter")
    expect(gate(["--base", "base"])).toMatchObject({ code: 2, problem: expect.stringContaining("odd.md") })
  })

  it("refuses a changeset for a package that is not published, because it has no effect", () => {
    write("mocks/acme/package.json", JSON.stringify({ name: "@salesbridge/mock-acme", private: true }))
    for (const name of ["@salesbridge/mock-acme", "@salesbridge/amce"]) {
      const path = changeset(name, "minor")
      expect(gate(["--base", "base"])).toMatchObject({
        code: 2,
        problem: expect.stringContaining(`${path}: ${name} is not published. Published: @salesbridge/acme, `)
      })
      rmSync(join(root, path))
    }
  })
})
