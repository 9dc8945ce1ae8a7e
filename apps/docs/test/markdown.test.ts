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

  it("is taken apart at its headings, and not at those in code", () => {
    const { intro, sections, title } = Markdown.document(text)
    expect([title, intro]).toEqual(["Title", "Before."])
    expect(sections.map(({ slug }) => slug)).toEqual(["one-thing-and-another", "two"])
  })

  it("has its indented commands as blocks of code, also where a section begins with one", () => {
    const [one] = Markdown.document(text).sections
    expect(quoted(one!.body)).toMatch(/^```sh\nnpm run x -- <name>\n\nnpm run y\n```\n\nAfter\./)
  })
})

describe("a text of the repository", () => {
  it("has nothing that is an element, no comments and no pictures, and code as it is", () => {
    expect(quoted("a <b> `<c>`![d](d.png)<!-- e -->")).toBe("a \\<b> `<c>`")
    expect(quoted("```html\n<b>\n```")).toBe("```html\n<b>\n```")
  })

  it("has GitHub's anchors at its headings", () => {
    const root = Markdown.quoted("### What `x` is", { deeper: 1, prefix: "core-" })
    expect(Markdown.print(root)).toBe("#### What `x` is {:#core-what-x-is}")
  })

  it("has its links changed, also those with code for a text, and none in code", () => {
    const root = Markdown.parse("[a](x.md), [`b`](y.md#z), `[c](d)`")
    Markdown.relink(root, (link) => `/${link}`)
    expect(Markdown.print(root)).toBe("[a](/x.md), [`b`](/y.md#z), `[c](d)`")
  })

  it("has the file in a block of code that names one", () => {
    const root = Markdown.quoted("```ts file=a.ts\n```", { include: (path) => `// ${path}\n` })
    expect(Markdown.print(root)).toBe("```ts [a.ts]\n// a.ts\n```")
  })
})

it("is plain for who reads Markdown", () => {
  const text = `# A <small>b</small> {:#c}\n\n::: code-group\n\n\`\`\`ts [Effect]\nd\n\`\`\`\n\n:::\n\n<div class="e">\n\nf\n\n</div>`
  expect(Markdown.plain(Markdown.parse(text))).toBe("# A b\n\n```ts\nd\n```\n\nf\n")
})

describe("a table", () => {
  it("has columns of one width, and its bars are not its cells'", () => {
    expect(Markdown.table(["A", "Long"], [["1|2", "`x`"]])).toBe(
      ["| A    | Long |", "| ---- | ---- |", "| 1\\|2 | `x`  |"].join("\n")
    )
  })
})
