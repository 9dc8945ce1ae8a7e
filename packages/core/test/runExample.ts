/**
 * Runs a README's example in a separate process, with only these environment variables and the one that says where
 * compiled code is cached. It is one file with all of its imports, which starts in a third of the time.
 */
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
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
