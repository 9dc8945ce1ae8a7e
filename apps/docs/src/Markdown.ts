/** Markdown as the site uses it: the repository's documents by section, and syntax trees from which pages are made. */
import { slug } from "github-slugger"
import { markdownTable } from "markdown-table"
import { toString } from "mdast-util-to-string"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import { CONTINUE, SKIP, visit } from "unist-util-visit"

const processor = remark()
  .use(remarkGfm, { singleTilde: false })
  .data("settings", { bullet: "-", emphasis: "_", rule: "-", listItemIndent: "one" })

/** A text as a syntax tree. */
export type Root = ReturnType<typeof processor.parse>
type Block = Root["children"][number]

export const parse = (text: string): Root => processor.parse(text)
export const print = (root: Root): string => processor.stringify(root).trim()

export interface Section {
  /** As written, without the leading number signs. */
  readonly heading: string
  /** Its anchor, generated the way GitHub does. */
  readonly slug: string
  /** The same, and those of the headings in its body. */
  readonly anchors: ReadonlyArray<string>
  /** The text up to the next heading of the same level. */
  readonly body: string
}

export interface Document {
  readonly title: string
  /** The text before the first section. */
  readonly intro: string
  readonly sections: ReadonlyArray<Section>
}

const startOf = (node: Block): number => node.position?.start.offset ?? 0
const endOf = (node: Block): number => node.position?.end.offset ?? 0

const isHeading = (depth: number) => (node: Block) => node.type === "heading" && node.depth === depth

/** Splits a document at its headings of level two. */
export const document = (text: string): Document => {
  const { children } = parse(text)
  const title = children.find(isHeading(1))
  const heads = children.filter(isHeading(2))
  const part = (from: number, to: Block | undefined) =>
    text.slice(from, to === undefined ? undefined : startOf(to)).replaceAll(/^\n+|\s+$/g, "")
  return {
    title: title === undefined ? "" : toString(title),
    intro: part(title === undefined ? 0 : endOf(title), heads[0]),
    sections: heads.map((head, index) => {
      const next = heads[index + 1]
      const within = children.slice(children.indexOf(head), next && children.indexOf(next))
      return {
        heading: text.slice(startOf(head), endOf(head)).replace(/^#+ /, ""),
        slug: slug(toString(head)),
        anchors: within.filter(({ type }) => type === "heading").map((node) => slug(toString(node))),
        body: part(endOf(head), next)
      }
    })
  }
}

const anchor = (id: string) => ({ type: "text", value: ` {:#${id}}` }) as const
/** Only commands are highlighted as shell code, not their output. */
const isCommand = (text: string) => /^(npm|npx|node|git) /.test(text)

export interface Quoting {
  /** The number of levels by which its headings are lowered. Default: 0. */
  readonly deeper?: number
  /** The prefix of its headings' anchors. Default: empty. */
  readonly prefix?: string
  /** Reads the file named by a code block such as ```` ```ts file=example.ts ````. Default: files are not read. */
  readonly include?: (path: string) => string
}

/**
 * Converts a text of the repository for a page: headings get GitHub's anchors, pictures and comments are removed, and
 * nothing in the text becomes an HTML element.
 */
export const quoted = (text: string, { deeper = 0, prefix = "", include }: Quoting = {}): Root => {
  const root = parse(text)
  visit(root, (node, index, parent) => {
    if (node.type === "heading") {
      const id = `${prefix}${slug(toString(node))}`
      node.depth = Math.min(6, node.depth + deeper) as typeof node.depth
      node.children.push(anchor(id))
    } else if (node.type === "code") {
      node.lang ??= isCommand(node.value) ? "sh" : "txt"
      const file = /\bfile=(\S+)/.exec(node.meta ?? "")?.[1]
      if (file !== undefined && include !== undefined) {
        node.value = include(file).trimEnd()
        node.meta = `[${file}]`
      }
    } else if (parent !== undefined && index !== undefined) {
      const isGone = node.type === "image" || (node.type === "html" && node.value.startsWith("<!--"))
      if (isGone) {
        parent.children.splice(index, 1)
        return [SKIP, index]
      }
      if (node.type === "html") parent.children.splice(index, 1, { type: "text", value: node.value })
    }
    return CONTINUE
  })
  return root
}

const known = new Map<string, string>()

/**
 * Converts a text of the repository for use inside a generated text. Results are cached, since many texts appear on
 * many pages.
 */
export const safe = (text: string): string => {
  const made = known.get(text) ?? print(quoted(text))
  known.set(text, made)
  return made
}

/** A heading within a page, with an anchor of its own. */
export const heading = (level: number, text: string, id: string): string => `${"#".repeat(level)} ${text} {:#${id}}`

/** Replaces the target of every link. */
export const relink = (root: Root, change: (target: string) => string): void =>
  visit(root, (node) => {
    if (node.type === "link" || node.type === "definition") node.url = change(node.url)
  })

/** Prints a text for readers of Markdown: without elements, attributes and containers, which are removed from the tree. */
export const plain = (root: Root): string => {
  visit(root, (node, index, parent) => {
    if (node.type === "text") node.value = node.value.replaceAll(/ ?\{:[^}]*\}|^:{3,}.*$/gm, "")
    if (node.type === "code") node.meta = null
    const isEmpty =
      node.type === "html" || (node.type === "paragraph" && node.children.every((_) => toString(_).match(/^:{3}.*$/)))
    if (!isEmpty || parent === undefined || index === undefined) return CONTINUE
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  return print(root)
}

const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|")

/** A table with aligned columns, as the formatter writes it. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  markdownTable([head, ...rows].map((row) => row.map(cell)))

/** Returns the first sentence of a text, without markup, for a page's description. */
export const firstSentence = (text: string): string => {
  const words = toString(parse(text).children[0] ?? parse("")).replaceAll(/\s+/g, " ")
  // A colon ends it only if code or a list follows.
  return /^.*?(?:\.(?=\s|$)|:$)/.exec(words)?.[0].replace(/:$/, ".") ?? words
}
