/**
 * The output of a running job. On a terminal, progress is one line that is redrawn after a carriage return. In a file
 * or a pipe, it is a plain line now and then.
 */
import { Console, Context, Effect, Layer, Terminal } from "effect"
import { TerminalCapabilities } from "effect/cli"
import { pad, pageWidth } from "./Text.ts"

const codes = { bold: 1, red: 31, green: 32, yellow: 33 }
export type Colour = keyof typeof codes

const barOf = (columns: number, title: string, done: number, total: number) => {
  const count = `${String(done).padStart(String(total).length)}/${total}`
  const room = columns - title.length - count.length - 2
  if (room < 10) return `${title} ${count}`.slice(0, columns)
  const width = Math.min(40, room)
  const full = Math.floor((done / total) * width)
  return `${title} ${"█".repeat(full)}${"░".repeat(width - full)} ${count}`
}

const make = Effect.gen(function* () {
  const terminal = yield* Terminal.Terminal
  const { canAnimate, canColor } = yield* TerminalCapabilities.TerminalCapabilities
  // One column less than available, because some terminals wrap a full line at once.
  const columns = yield* Effect.map(terminal.columns, (columns) => Math.min(columns || pageWidth, pageWidth) - 1)
  const display = (text: string) => Effect.ignore(terminal.display(text))
  let bar = ""
  const draw = (text: string) => {
    const line = `\r${pad(text, bar.length)}${text.length < bar.length ? "\r" : ""}`
    bar = text
    return display(line)
  }
  const erase = Effect.suspend(() => (bar === "" ? Effect.void : Effect.andThen(draw(""), display("\r"))))
  /** Prints a line, above the progress if there is any. */
  const line = (text = "") =>
    Effect.suspend(() => {
      const under = bar
      return erase.pipe(Effect.andThen(Console.log(text)), Effect.andThen(under === "" ? Effect.void : draw(under)))
    })

  /** Shows the progress of an effect, which reports each step. */
  const progress = <A, E, R>(
    title: string,
    total: number,
    run: (step: Effect.Effect<void>) => Effect.Effect<A, E, R>
  ) => {
    let done = 0
    let lastQuarter = 0
    const show = Effect.suspend(() => {
      if (canAnimate) return draw(barOf(columns, title, done, total))
      // Four lines are enough for a log.
      const quarter = total === 0 ? 4 : Math.floor((done / total) * 4)
      if (quarter === lastQuarter) return Effect.void
      lastQuarter = quarter
      return line(`${title}: ${done} of ${total}`)
    })
    const step = Effect.suspend(() => {
      done++
      return show
    })
    const last = Effect.suspend(() => {
      bar = ""
      return canAnimate ? Console.log() : Effect.void
    })
    return Effect.andThen(show, run(step)).pipe(Effect.ensuring(last))
  }

  return {
    line,
    progress,
    /** Adds colour if the output is a terminal and NO_COLOR is not set. */
    colour: (colour: Colour, text: string) => (canColor ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text)
  }
})

export class Screen extends Context.Service<Screen, Effect.Success<typeof make>>()("@salesbridge/demo/Screen") {
  static readonly layer = Layer.effect(Screen, make)
}
