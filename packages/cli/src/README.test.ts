/** The tour of the README: every command is run, and answers as it is written there. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { salesbridge } from "../test/salesbridge.ts"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
const tour = readme.slice(readme.indexOf("## A tour"), readme.indexOf("## Calls"))

const steps = [...tour.matchAll(/```console\n\$ salesbridge (.+)\n([^]*?)```/g)].map(([, command, output]) => ({
  command: command!,
  output: output!.trim()
}))

const wordsIn = (command: string): ReadonlyArray<string> =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)

it("has a tour", () => {
  assert.isAtLeast(steps.length, 8)
})

it.effect.each(steps)("$command", ({ command, output }) =>
  Effect.gen(function* () {
    const { err, out } = yield* salesbridge(wordsIn(command))
    assert.strictEqual(
      [out, err]
        .filter((_) => _ !== "")
        .join("\n")
        .trim(),
      output
    )
  })
)
