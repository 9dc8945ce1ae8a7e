/** Tests what the mutation command reports if a vendor's module fails. */
import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const program = fileURLToPath(new URL("../src/mutation/program.ts", import.meta.url))

const run = async (source: string): Promise<{ readonly code: number | null; readonly stderr: string }> => {
  const folder = await mkdtemp(join(tmpdir(), "mutate-"))
  try {
    const module = join(folder, "mutate.mjs")
    await writeFile(module, source)
    const child = spawn(process.execPath, ["--conditions=@salesbridge/source", program, `acme=${module}`], {
      stdio: ["ignore", "ignore", "pipe"]
    })
    let stderr = ""
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()))
    const code = await new Promise<number | null>((resolve) => child.on("exit", resolve))
    return { code, stderr }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

it.each([
  ["ends by itself", "process.exit(3)", "The process ended."],
  [
    "cannot list its mutants, and does not end when told",
    `process.on("message", () => process.send({ failed: "no contract" }))`,
    "no contract"
  ]
])("tells of a vendor that %s, and ends", { timeout: 60_000 }, async (_, source, reason) => {
  const { code, stderr } = await run(source)
  expect(code).toBe(1)
  expect(stderr).toContain("1 could not be tried:")
  expect(stderr).toContain(reason)
})
