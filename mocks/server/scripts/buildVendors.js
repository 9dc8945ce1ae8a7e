/**
 * Part of the build: puts every vendor's specification and sandbox rules into dist/specs, where a published package
 * finds them. The specification also as JSON, since reading it as YAML takes longer than starting its sandbox; that file
 * is named by the hash of the YAML. The rules as one file, since finding their many takes longer than running them. Its
 * notes go along.
 */
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { load } from "js-yaml"

const mocks = join(import.meta.dirname, "../..")

for (const vendor of readdirSync(mocks)) {
  const spec = join(mocks, vendor, "openapi.yaml")
  if (!existsSync(spec)) continue
  const target = join(mocks, "server/dist/specs", vendor)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  cpSync(spec, join(target, "openapi.yaml"))
  const notes = join(mocks, vendor, "README.md")
  if (existsSync(notes)) cpSync(notes, join(target, "README.md"))
  const text = readFileSync(spec, "utf8")
  const name = createHash("sha256").update(text).digest("hex")
  writeFileSync(join(target, `${name}.json`), JSON.stringify(load(text)))
  const rules = join(mocks, vendor, "src/sandbox.ts")
  if (existsSync(rules)) {
    const options = ["--bundle", "--platform=node", "--format=esm", "--sourcemap"]
    // npm puts the workspace's commands on PATH.
    execFileSync("esbuild", [rules, ...options, `--outfile=${join(target, "sandbox.js")}`, "--log-level=warning"], {
      stdio: "inherit",
      shell: process.platform === "win32"
    })
  }
}
