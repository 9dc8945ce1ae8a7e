/** How VitePress turns Markdown into elements, where it differs from what it does by itself. */
import type { MarkdownRenderer } from "vitepress"

type Token = ReturnType<MarkdownRenderer["parse"]>[number]

/** Gives each cell the head of its column, which it shows on a phone, where a row is a block. */
const labelCells = (tokens: ReadonlyArray<Token>): void => {
  let heads: Array<string> = []
  let column = 0
  for (const [index, token] of tokens.entries()) {
    if (token.type === "thead_open") heads = []
    if (token.type === "tr_open") column = 0
    if (token.type === "th_open") heads.push((tokens[index + 1]?.content ?? "").replaceAll("`", ""))
    if (token.type === "td_open") token.attrSet("data-label", heads[column++] ?? "")
  }
}

export const configure = (md: MarkdownRenderer): void => {
  md.core.ruler.push("label-cells", ({ tokens }) => labelCells(tokens))
  // Braces in prose are no expressions of Vue's.
  md.renderer.rules["text"] = (tokens, index) =>
    md.utils.escapeHtml(tokens[index]?.content ?? "").replaceAll("{{", "&#123;&#123;")
}
