/** The output of a command: results go to standard output, messages to standard error. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

export interface Screen {
  /** Writes a line of results to standard output. Waits if the reader is slower. */
  readonly out: (text: string) => Effect.Effect<void>
  /** Writes a message to standard error. */
  readonly err: (text: string) => Effect.Effect<void>
  /** Whether a person sees the results. */
  readonly isTerminal: boolean
  /** Whether a person can be asked. */
  readonly canAsk: boolean
}

/** Without control characters except line breaks and tabs: a vendor's text must not steer the terminal. */
// oxlint-disable-next-line no-control-regex -- these are the characters
const plain = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, "")

/** Results for another program stay as they are. */
const writeTo = (stream: NodeJS.WriteStream, isForPeople: boolean) => (text: string) =>
  Effect.callback<void>((resume) => {
    // An error, which calls back as well, is left to the listeners of the stream.
    stream.write(`${isForPeople ? plain(text) : text}\n`, () => resume(Effect.void))
  })

/** The streams of the process, unless others are provided. */
export const Screen = Context.Reference<Screen>("@salesbridge/cli/Screen", {
  defaultValue: () => ({
    out: writeTo(process.stdout, process.stdout.isTTY),
    err: writeTo(process.stderr, true),
    isTerminal: process.stdout.isTTY,
    canAsk: process.stdin.isTTY && process.stdout.isTTY
  })
})

/** Writes a value as JSON: indented on a terminal, otherwise in one line. */
export const json = (value: unknown): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { isTerminal, out } = yield* Screen
    yield* out(JSON.stringify(value, undefined, isTerminal ? 2 : undefined))
  })
