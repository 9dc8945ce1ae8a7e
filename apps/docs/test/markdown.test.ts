/** What becomes of the repository's documents on the way to a page. */
import { describe, expect, it } from "vitest"
import * as Markdown from "../src/Markdown.ts"

describe("a document", () => {
  const text = [
    "# Title",
    "",
    "Before.",
    "",
    "## One `thing`, and <another>",
    "",
    "    npm run x -- <name>",
    "",
    "    npm run y",
    "",
    "After.",
    "",
    "```md",
    "## No heading",
    "```",
    "",
    "## Two"
  ].join("\n")

  it("is taken apart at its headings, and not at those in code", () => {
    const { intro, sections, title } = Markdown.parse(text)
    expect([title, intro]).toEqual(["Title", "Before."])
    expect(sections.map(({ slug }) => slug)).toEqual(["one-thing-and-another", "two"])
  })

  it("has its indented commands as blocks of code, also where a section begins with one", () => {
    const [one] = Markdown.parse(text).sections
    expect(Markdown.withFences(one!.body)).toMatch(/^```sh\nnpm run x -- <name>\n\nnpm run y\n```\n\nAfter\./)
  })
})

describe("prose", () => {
  it("has nothing that is an element or an expression, and code as it is", () => {
    expect(Markdown.safe("a <b> `<c>` {{ d }} `{{ e }}`<!-- f -->")).toBe("a &lt;b> `<c>` &#123;&#123; d }} `{{ e }}`")
    expect(Markdown.safe("```html\n<b>\n```")).toBe("```html\n<b>\n```")
  })

  it("has its links changed, also those with code for a text, and none in code", () => {
    const text = "[a](x.md), [`b`](y.md#z), `[c](d)`"
    expect(Markdown.withLinks(text, (link) => `/${link}`)).toBe("[a](/x.md), [`b`](/y.md#z), `[c](d)`")
  })
})

describe("a table", () => {
  it("has columns of one width, and its bars are not its cells'", () => {
    expect(Markdown.table(["A", "Long"], [["1|2", "`x`"]])).toBe(
      ["| A    | Long |", "| ---- | ---- |", "| 1\\|2 | `x`  |"].join("\n")
    )
  })
})
