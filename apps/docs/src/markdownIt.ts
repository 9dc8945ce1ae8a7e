/** Changes to how VitePress turns Markdown into elements. */
import type { MarkdownRenderer } from "vitepress"

type Token = ReturnType<MarkdownRenderer["parse"]>[number]

/** Adds the column's heading to each cell. Phones show it, because a row is a block there. */
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

/**
 * Renders each page once. VitePress renders it for the page itself, and for the search in the browser's and the
 * server's bundle.
 */
const renderOnce = (md: MarkdownRenderer): void => {
  const known = new Map<string, { readonly source: string; readonly html: string; readonly found: object }>()
  const render = md.render.bind(md)
  md.render = (source, env: { readonly path: string }) => {
    const before = known.get(env.path)
    if (before?.source === source) {
      // What VitePress extracted from the page in addition to its elements: frontmatter, headings, links.
      Object.assign(env, before.found)
      return before.html
    }
    const html = render(source, env)
    known.set(env.path, { source, html, found: { ...env } })
    return html
  }
}

export const configure = (md: MarkdownRenderer): void => {
  renderOnce(md)
  md.core.ruler.push("label-cells", ({ tokens }) => labelCells(tokens))
  // Braces in prose are not Vue expressions.
  md.renderer.rules["text"] = (tokens, index) =>
    md.utils.escapeHtml(tokens[index]?.content ?? "").replaceAll("{{", "&#123;&#123;")
}
