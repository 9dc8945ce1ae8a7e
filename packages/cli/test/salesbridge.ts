/** Runs the command in the test's process, and returns its output. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Environment } from "../src/Environment.ts"
import { run } from "../src/main.ts"
import { Screen } from "../src/Screen.ts"

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command with these arguments. Only the given variables are set. */
export const salesbridge = (
  args: ReadonlyArray<string>,
  options: { readonly environment?: Readonly<Record<string, string>>; readonly isTerminal?: boolean } = {}
): Effect.Effect<Ran> =>
  Effect.suspend(() => {
    const lines = { out: [] as Array<string>, err: [] as Array<string> }
    return run(args).pipe(
      Effect.provideService(Environment, {
        SALESBRIDGE_CREDENTIALS: "/nonexistent/credentials.json",
        ...options.environment
      }),
      Effect.provideService(Screen, {
        out: (text) => Effect.sync(() => void lines.out.push(text)),
        err: (text) => Effect.sync(() => void lines.err.push(text)),
        isTerminal: options.isTerminal ?? false,
        canAsk: false
      }),
      // Completions are the library's to print.
      Effect.provideService(Console.Console, { ...globalThis.console, log: (text) => lines.out.push(String(text)) }),
      Effect.map((code) => ({ code, out: lines.out.join("\n"), err: lines.err.join("\n") }))
    )
  })
