/**
 * Runs a README's example as a reader would: in a separate process, with only these environment variables and the one
 * that says where compiled code is cached.
 */
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"

/** Its output to stdout and then stderr. If it fails, the error contains the output. */
export const runExample = (file: URL, env: Record<string, string>): Effect.Effect<string, Error> =>
  Effect.callback((resume) => {
    execFile(
      process.execPath,
      ["--conditions=@salesbridge/source", "--disable-warning=ExperimentalWarning", fileURLToPath(file)],
      { env: { ...env, NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] } },
      (error, stdout, stderr) =>
        resume(error === null ? Effect.succeed(stdout + stderr) : Effect.fail(new Error(stderr + stdout)))
    )
  })
