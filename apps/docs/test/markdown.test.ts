/** Tests the conversion of the repository's documents into pages. */
import { describe, expect, it } from "vitest"
import * as Markdown from "../src/Markdown.ts"

const quoted = (text: string) => Markdown.print(Markdown.quoted(text))

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

  it("is split at its headings, but not at those in code", () => {
    const { intro, sections, title } = Markdown.document(text)
    expect([title, intro]).toEqual(["Title", "Before."])
    expect(sections.map(({ slug }) => slug)).toEqual(["one-thing-and-another", "two"])
  })

  it("has its indented commands as code blocks, also at the start of a section", () => {
    const [one] = Markdown.document(text).sections
    expect(quoted(one!.body)).toMatch(/^```sh\nnpm run x -- <name>\n\nnpm run y\n```\n\nAfter\./)
  })
})

describe("the first sentence of a text", () => {
  it.each([
    [
      "Acme for [Effect](https://effect.website): all calls, version 2.1. More.",
      "Acme for Effect: all calls, version 2.1."
    ],
    ["Start a sandbox:", "Start a sandbox."],
    ["No end", "No end"]
  ])("of %s", (text, sentence) => {
    expect(Markdown.firstSentence(text)).toBe(sentence)
  })
})

describe("a text of the repository", () => {
  it("has no elements, comments or pictures, and its code is unchanged", () => {
    expect(quoted("a <b> `<c>`![d](d.png)<!-- e -->")).toBe("a \\<b> `<c>`")
    expect(quoted("```html\n<b>\n```")).toBe("```html\n<b>\n```")
  })

  it("has GitHub's anchors at its headings", () => {
    const root = Markdown.quoted("### What `x` is", { deeper: 1, prefix: "core-" })
    expect(Markdown.print(root)).toBe("#### What `x` is {:#core-what-x-is}")
  })

  it("has its links changed, also those around code, but not those in code", () => {
    const root = Markdown.parse("[a](x.md), [`b`](y.md#z), `[c](d)`")
    Markdown.relink(root, (link) => `/${link}`)
    expect(Markdown.print(root)).toBe("[a](/x.md), [`b`](/y.md#z), `[c](d)`")
  })

  it("includes the file that a code block names", () => {
    const root = Markdown.quoted("```ts file=a.ts\n```", { include: (path) => `// ${path}\n` })
    expect(Markdown.print(root)).toBe("```ts [a.ts]\n// a.ts\n```")
  })
})

it("is plain for readers of Markdown", () => {
  const text = `# A <small>b</small> {:#c}\n\n::: code-group\n\n\`\`\`ts [Effect]\nd\n\`\`\`\n\n:::\n\n<div class="e">\n\nf\n\n</div>`
  expect(Markdown.plain(Markdown.parse(text))).toBe("# A b\n\n```ts\nd\n```\n\nf")
})

describe("a table", () => {
  it("has aligned columns, and escapes bars in its cells", () => {
    expect(Markdown.table(["A", "Long"], [["1|2", "`x`"]])).toBe(
      ["| A    | Long |", "| ---- | ---- |", "| 1\\|2 | `x`  |"].join("\n")
    )
  })
})
