/** Spellings that are the same person, and texts that are not an address. */
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { keyOf, parse, spellingsOf } from "./EmailAddress.ts"

describe("an e-mail address", () => {
  it.each([
    ["a zero-width space", "\u200Bgone@example.com"],
    ["a zero-width joiner within", "go\u200Dne@example.com"],
    ["a word joiner", "gone\u2060@example.com"],
    ["a soft hyphen", "go\u00ADne@exam\u00ADple.com"],
    ["a byte order mark", "\uFEFFgone@example.com"],
    ["marks of direction", "\u202Agone@example.com\u202C\u200E"],
    ["an isolate", "\u2068gone@example.com\u2069"],
    ["a variation selector", "gone\uFE0F@example.com"],
    ["a Hangul filler", "gone\u3164@example.com"],
    ["a NUL", "gone@example.com\0"],
    ["an escape", "\u001Bgone@example.com"],
    ["a tag character", "gone\u{E0041}@example.com"],
    ["no-break and ideographic blanks around", "\u00A0\u3000gone@example.com\u202F\u2003"],
    ["line separators around", "\u2028gone@example.com\u2029\u0085"],
    ["capitals", "GONE@Example.COM"],
    ["full-width letters", "\uFF47\uFF4F\uFF4E\uFF45\uFF20example\u3002com"]
  ])("is the same with %s", (_, text) => {
    expect(parse(text).pipe(Result.map(keyOf))).toEqual(Result.succeed("gone@example.com"))
  })

  it.each([
    ["composed and decomposed", "jos\u00E9@example.com", "jose\u0301@example.com"],
    ["an international domain and its ASCII form", "a@B\u00FCcher.example", "a@xn--bcher-kva.example"],
    ["a decomposed domain", "a@bu\u0308cher.example", "a@b\u00FCcher.example"],
    ["a sharp s and its capitals", "stra\u00DFe@example.com", "STRASSE@example.com"],
    ["a final sigma", "\u03BF\u03C2@example.com", "\u039F\u03A3@example.com"],
    ["a domain's final sigma", "a@\u03B2\u03CC\u03BB\u03BF\u03C2.com", "A@\u0392\u038C\u039B\u039F\u03A3.COM"]
  ])("is the same in %s", (_, one, other) => expect(keyOf(one)).toBe(keyOf(other)))

  it("is sent without what cannot be seen, its domain in ASCII", () => {
    expect(parse(" \u200BJos\u0065\u0301@B\u00FCcher.example\u200B")).toEqual(
      Result.succeed("Jos\u00E9@xn--bcher-kva.example")
    )
    expect(spellingsOf("A@xn--bcher-kva.example")).toEqual([
      "A@xn--bcher-kva.example",
      "a@xn--bcher-kva.example",
      "a@b\u00FCcher.example"
    ])
  })

  it.each([
    "",
    "\u200B",
    "a",
    "@example.com",
    "a@b",
    "a b@example.com",
    "a\u00A0b@example.com",
    "a@b@c.example",
    "a@example.com, b@example.com",
    "<a@example.com>",
    "a\uFFFD@example.com",
    "a\uE000@example.com",
    "a\uD800@example.com",
    "a@xn--\u00FC.example",
    "\u201Ca@example.com\u201D",
    "\u201Ca@example.com",
    "o\u2019brien@example.com",
    "o\u00B4brien@example.com",
    "\u2013a@example.com",
    "\u2022a@example.com",
    "\u2800a@example.com",
    "a@example.com\u2800",
    "\uFFFCa@example.com",
    "a@example.com\u0336",
    "a\u0336@example.com",
    "a@ex\u2100ample.com",
    `${"a".repeat(250)}@example.com`
  ])("is not in %j", (text) => expect(Result.isFailure(parse(text))).toBe(true))
})
