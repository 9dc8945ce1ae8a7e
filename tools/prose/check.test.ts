import { expect, it } from "vitest"
import { check } from "./check.ts"

it("marks hard words, words twice, wrong articles and long sentences, each with its line", async () => {
  const long = `It ${Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ")}.`
  const text = [
    "# A title",
    "",
    "It waits where there is no answer.",
    "",
    "It saw the the end of an long day.",
    "",
    long
  ].join("\n")
  expect(await check("README.md", text)).toEqual([
    'README.md:3: "where there": write if, or when; where is for places',
    "README.md:5: Unexpected repeated `the`, remove one occurrence",
    "README.md:5: Unexpected article `an` before `long`, expected `a`",
    "README.md:7: a sentence of 61 words; at most 55"
  ])
})

it("leaves code, places and good English alone", async () => {
  const text = "The folder where it lies. There is no answer.\n\n    beside whom\n\n`where it` is code.\n"
  expect(await check("README.md", text)).toEqual([])
})
