import { expect, it } from "vitest"
import { check } from "./check.ts"
import { commentsOf } from "./comments.ts"

it("marks hard words, repeated words, wrong articles and long sentences, each with its line", async () => {
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

it("does not mark code, places and good English", async () => {
  const text = "The folder where it lies. There is no answer.\n\n    beside whom\n\n`where it` is code.\n"
  expect(await check("README.md", text)).toEqual([])
})

it("reads the comments of a source file at their lines", async () => {
  const source = [
    "/** One. */",
    "export const a = 1 // beside code",
    "/**",
    " * It waits where there is no answer.",
    " */",
    "// oxlint-disable-next-line beside",
    "export const b = `// beside`",
    "// The the end.",
    ""
  ].join("\n")
  expect(commentsOf("a.ts", source).split("\n")).toEqual([
    "One.",
    "",
    "",
    "It waits where there is no answer.",
    "",
    "",
    "",
    "The the end.",
    ""
  ])
  expect(await check("a.ts", commentsOf("a.ts", source))).toEqual([
    'a.ts:4: "where there": write if, or when; where is for places',
    "a.ts:8: Unexpected repeated `the`, remove one occurrence"
  ])
})
