import { expect, it } from "vitest"
import { highlighter, style } from "../src/Highlight.ts"

it("colours code, in both themes, and escapes it", async () => {
  const highlight = await highlighter()
  const html = highlight("/* a\n<b> */ const text = `&`\n", "ts")
  const [, comment, keyword] = /class="(code-\d+)">\/\* a<.*class="(code-\d+)">const</s.exec(html) ?? []
  expect(html).toContain(`<span class="${comment}">&lt;b> */</span> <span class="${keyword}">const</span> <span`)
  expect(html).toContain("`&amp;`")
  expect(html.match(/<span class="line">/g)).toHaveLength(2)
  expect(style).toContain(`.${keyword} { color: #A0111F }\n.dark .${keyword} { color: #ff9492 }`)
  expect(highlight("a < b\n", "txt")).toContain('<span class="line">a &lt; b</span>')
  expect(() => highlight("", "cobol")).toThrow("cobol")
})
