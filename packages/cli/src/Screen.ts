/** Where a command writes: results to one side, words about them to the other. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

export interface Screen {
  /** A line of results, to standard output. Waits where nobody reads as fast. */
  readonly out: (text: string) => Effect.Effect<void>
  /** A line of what is no result, to standard error. */
  readonly err: (text: string) => Effect.Effect<void>
  /** Whether a person sees the results as they come. */
  readonly isTerminal: boolean
  /** Whether a person can be asked. */
  readonly canAsk: boolean
}

const writeTo = (stream: NodeJS.WriteStream) => (text: string) =>
  Effect.callback<void>((resume) => {
    if (stream.write(`${text}\n`)) resume(Effect.void)
    else stream.once("drain", () => resume(Effect.void))
  })

/** The process's own streams, unless it is provided. */
export const Screen = Context.Reference<Screen>("@salesbridge/cli/Screen", {
  defaultValue: () => ({
    out: writeTo(process.stdout),
    err: writeTo(process.stderr),
    isTerminal: process.stdout.isTTY,
    canAsk: process.stdin.isTTY && process.stdout.isTTY
  })
})

/** Writes a value as JSON: indented for a person, else in one line. */
export const json = (value: unknown): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { isTerminal, out } = yield* Screen
    yield* out(JSON.stringify(value, undefined, isTerminal ? 2 : undefined))
  })
