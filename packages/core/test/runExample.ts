/**
 * Runs a README's example in a separate process, with only these environment variables and the one that says where
 * compiled code is cached. It is one file with all of its imports, which starts in a third of the time.
 */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { basename, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { bundle } from "./bundle.ts"

/** Its output to stdout and then stderr. If it fails, the error contains the output. */
export const runExample = (file: URL, env: Record<string, string>): Effect.Effect<string, Error> =>
  Effect.callback((resume) => {
    const script = fileURLToPath(file)
    execFile(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", bundle(script, resolve(".reports", `${basename(script, ".ts")}.mjs`))],
      { env: { ...env, NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] } },
      (error, stdout, stderr) =>
        resume(error === null ? Effect.succeed(stdout + stderr) : Effect.fail(new Error(stderr + stdout)))
    )
  })

/** Runs a file that the README in the folder above it must show word for word. Returns the lines of its output. */
export const runShown = (file: URL, env: Record<string, string>): Effect.Effect<ReadonlyArray<string>, Error> => {
  const readme = readFileSync(new URL("../README.md", file), "utf8")
  assert.include(readme, `\`\`\`ts\n${readFileSync(file, "utf8")}\`\`\``)
  return Effect.map(runExample(file, env), (output) => output.trimEnd().split("\n"))
}
