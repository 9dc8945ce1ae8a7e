/** Progress on a terminal and in a file. */
import { Console, Effect, Layer, Terminal } from "effect"
import { TerminalCapabilities } from "effect/cli"
import { describe, expect, it } from "vitest"
import { Screen } from "./Screen.ts"

/** Everything that three steps and a line in between write. */
const written = async (capabilities: { readonly canAnimate: boolean; readonly canColor: boolean }, columns = 80) => {
  let output = ""
  const put = (text: string) => Effect.sync(() => void (output += text))
  const terminal = Terminal.make({
    columns: Effect.succeed(columns),
    rows: Effect.succeed(24),
    size: Effect.die("unused"),
    readInput: Effect.die("unused"),
    readLine: Effect.die("unused"),
    display: put
  })
  await Screen.use(({ colour, line, progress }) =>
    progress("Contacts", 3, (step) => Effect.all([step, line(colour("red", "in between")), step, step]))
  ).pipe(
    Effect.provide(Screen.layer),
    Effect.provide(Layer.succeed(Terminal.Terminal, terminal)),
    Effect.provideService(TerminalCapabilities.TerminalCapabilities, { ...capabilities, canPrompt: false }),
    Effect.provideService(Console.Console, {
      ...globalThis.console,
      log: (text = "") => void (output += `${text}\n`)
    } as Console.Console),
    Effect.runPromise
  )
  return output
}

/** What a terminal shows of it: a carriage return moves to the beginning of the line. */
const shown = (output: string) =>
  output.split("\n").map((line) =>
    line
      .split("\r")
      .reduce((before, text) => text + before.slice(text.length), "")
      .trimEnd()
  )

describe("progress", () => {
  it("is one line on a terminal, without escape codes, and makes room for other lines", async () => {
    const output = await written({ canAnimate: true, canColor: false })
    expect(output).not.toContain("\u001B")
    expect(shown(output)).toEqual(["in between", `Contacts ${"█".repeat(40)} 3/3`, ""])
  })

  it("fits a narrow terminal", async () => {
    const output = await written({ canAnimate: true, canColor: false }, 20)
    expect(Math.max(...shown(output).map((line) => line.length))).toBeLessThan(20)
  })

  it("is plain lines in a file", async () => {
    expect(await written({ canAnimate: false, canColor: false })).toBe(
      "Contacts: 1 of 3\nin between\nContacts: 2 of 3\nContacts: 3 of 3\n"
    )
  })

  it("leaves colours out where they are not wanted", async () => {
    expect(await written({ canAnimate: false, canColor: true })).toContain("\u001B[31min between\u001B[0m")
  })
})
