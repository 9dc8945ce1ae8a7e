/** Reads JSON from a file. */
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"

/** The object in a file; `-` reads standard input. */
export const read = (file: string): Effect.Effect<{ readonly [name: string]: unknown }, CommandFailure> =>
  Effect.try({
    try: () => {
      const json: unknown = JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"))
      if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error("is not a JSON object")
      return json as { readonly [name: string]: unknown }
    },
    catch: (cause) =>
      new CommandFailure({
        exitCode: ExitCode.usage,
        message: `--input ${file}: ${cause instanceof SyntaxError ? "is not JSON" : (cause as Error).message}`
      })
  })
