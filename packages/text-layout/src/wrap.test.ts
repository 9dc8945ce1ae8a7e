import { expect, it } from "vitest"
import { wrap } from "./wrap.ts"

it.each<[string, Parameters<typeof wrap>, ReadonlyArray<string>]>([
  ["a text that fits as it is", ["one two", 7], ["one two"]],
  ["an empty text as a line", ["", 7], [""]],
  ["at the last blank that fits", ["one two three", 8], ["one two", "three"]],
  ["with blanks before the first line and between words", ["  a  b ccc", 6], ["  a  b", "ccc"]],
  ["with what hangs before the others", ["one two three", 8, { hanging: "  " }], ["one two", "  three"]],
  ["a word that is too long", ["a abcdefgh i", 5], ["a", "abcde", "fgh i"]],
  ["no word, where words are kept", ["a abcdefgh i", 5, { longWords: "keep" }], ["a", "abcdefgh", "i"]],
  ["a word that fills its lines", ["abcdefgh", 4, { hanging: "" }], ["abcd", "efgh"]],
  ["by the width that it is told", ["日日 日日", 4, { widthOf: (_) => [..._].length * 2 }], ["日日", "日日"]]
])("breaks %s", (_, given, lines) => {
  expect(wrap(...given)).toEqual(lines)
})
