/** Runs a README's example as its reader would: a process of its own, with nothing in its environment but this. */
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"

/** What it prints, to stdout and then to stderr; the same as an error, where it fails. */
export const runExample = (file: URL, env: Record<string, string>): Effect.Effect<string, Error> =>
  Effect.callback((resume) => {
    execFile(
      process.execPath,
      ["--conditions=@salesbridge/source", "--disable-warning=ExperimentalWarning", fileURLToPath(file)],
      { env },
      (error, stdout, stderr) =>
        resume(error === null ? Effect.succeed(stdout + stderr) : Effect.fail(new Error(stderr + stdout)))
    )
  })
