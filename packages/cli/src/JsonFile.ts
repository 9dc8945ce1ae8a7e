/** Reads JSON from a file. */
import * as Effect from "effect/Effect"
import { text } from "node:stream/consumers"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import * as TextFile from "./TextFile.ts"

/** The object in a file; `-` reads standard input to its end. */
export const read = (file: string): Effect.Effect<{ readonly [name: string]: unknown }, CommandFailure> =>
  Effect.tryPromise({
    try: async () => {
      const json: unknown = JSON.parse(file === "-" ? await text(process.stdin) : TextFile.read(file))
      if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error("is not a JSON object")
      return json as { readonly [name: string]: unknown }
    },
    catch: (cause) =>
      new CommandFailure({
        exitCode: ExitCode.usage,
        message: `--input ${file}: ${cause instanceof SyntaxError ? "is not JSON" : (cause as Error).message}`
      })
  })
