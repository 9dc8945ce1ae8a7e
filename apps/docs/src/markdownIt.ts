/** Settings for VitePress's Markdown renderer that differ from its defaults. */
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

/** VitePress renders each page once for itself, and for the search in the bundles of the browser and of the server. */
const renderOnce = (md: MarkdownRenderer): void => {
  const known = new Map<string, { readonly source: string; readonly html: string; readonly found: object }>()
  const render = md.render.bind(md)
  md.render = (source, env: { readonly path: string }) => {
    const before = known.get(env.path)
    if (before?.source === source) {
      // What VitePress found on the page in addition to its elements: frontmatter, headings, links.
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
