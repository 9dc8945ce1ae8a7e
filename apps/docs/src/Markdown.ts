/** Markdown as the site uses it: the repository's documents by their sections, and texts as trees that pages are made of. */
import { slug } from "github-slugger"
import { markdownTable } from "markdown-table"
import { toString } from "mdast-util-to-string"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import { CONTINUE, SKIP, visit } from "unist-util-visit"

const processor = remark()
  .use(remarkGfm, { singleTilde: false })
  .data("settings", { bullet: "-", emphasis: "_", rule: "-", listItemIndent: "one" })

/** A text as a tree. */
export type Root = ReturnType<typeof processor.parse>
type Block = Root["children"][number]

export const parse = (text: string): Root => processor.parse(text)
export const print = (root: Root): string => processor.stringify(root).trim()

export interface Section {
  /** As written, without the number signs. */
  readonly heading: string
  /** Its anchor, as GitHub makes it. */
  readonly slug: string
  /** What follows, up to the next heading of the same level. */
  readonly body: string
}

export interface Document {
  readonly title: string
  /** What stands before the first section. */
  readonly intro: string
  readonly sections: ReadonlyArray<Section>
}

const startOf = (node: Block): number => node.position?.start.offset ?? 0
const endOf = (node: Block): number => node.position?.end.offset ?? 0

const isHeading = (depth: number) => (node: Block) => node.type === "heading" && node.depth === depth

/** A document by its headings of level two. */
export const document = (text: string): Document => {
  const { children } = parse(text)
  const title = children.find(isHeading(1))
  const heads = children.filter(isHeading(2))
  const part = (from: number, to: Block | undefined) =>
    text.slice(from, to === undefined ? undefined : startOf(to)).replaceAll(/^\n+|\s+$/g, "")
  return {
    title: title === undefined ? "" : toString(title),
    intro: part(title === undefined ? 0 : endOf(title), heads[0]),
    sections: heads.map((head, index) => ({
      heading: text.slice(startOf(head), endOf(head)).replace(/^#+ /, ""),
      slug: slug(toString(head)),
      body: part(endOf(head), heads[index + 1])
    }))
  }
}

/** The anchors of the headings in a text. */
export const anchors = (text: string): ReadonlyArray<string> =>
  parse(text).children.flatMap((node) => (node.type === "heading" ? [slug(toString(node))] : []))

const anchor = (id: string) => ({ type: "text", value: ` {:#${id}}` }) as const
/** Commands alone have the shell's colours, not what they print. */
const isCommand = (text: string) => /^(npm|npx|node|git) /.test(text)

export interface Quoting {
  /** So many levels its headings go down. Default: none. */
  readonly deeper?: number
  /** What the anchors of its headings begin with. Default: nothing. */
  readonly prefix?: string
  /** Reads the file that a block of code names as ```` ```ts file=example.ts ````. Default: there is none. */
  readonly include?: (path: string) => string
}

/**
 * A text of the repository as a page can show it: with GitHub's anchors at its headings, without pictures and comments, and
 * nothing in it is an element.
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

/** A text of the repository inside a text that is made here; many stand on many pages. */
export const safe = (text: string): string => {
  const made = known.get(text) ?? print(quoted(text))
  known.set(text, made)
  return made
}

/** The heading of a page's part, with an anchor of its own. */
export const heading = (level: number, text: string, id: string): string => `${"#".repeat(level)} ${text} {:#${id}}`

/** Gives every link another target. */
export const relink = (root: Root, change: (target: string) => string): void =>
  visit(root, (node) => {
    if (node.type === "link" || node.type === "definition") node.url = change(node.url)
  })

/** A page for who reads Markdown: without elements, attributes and containers, which are for browsers. */
export const plain = (root: Root): string => {
  const copy = structuredClone(root)
  visit(copy, (node, index, parent) => {
    if (node.type === "text") node.value = node.value.replaceAll(/ ?\{:[^}]*\}|^:{3,}.*$/gm, "")
    if (node.type === "code") node.meta = null
    const isEmpty =
      node.type === "html" || (node.type === "paragraph" && node.children.every((_) => toString(_).match(/^:{3}.*$/)))
    if (!isEmpty || parent === undefined || index === undefined) return CONTINUE
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  return `${print(copy)}\n`
}

const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|")

/** A table whose columns are aligned, as the formatter has them. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  markdownTable([head, ...rows].map((row) => row.map(cell)))

/** The first sentence of a text, without markup, for a page's description. */
export const firstSentence = (text: string): string => {
  const words = toString(parse(text).children[0] ?? parse("")).replaceAll(/\s+/g, " ")
  return /^.*?[.:](?=\s|$)/.exec(words)?.[0].replace(/:$/, ".") ?? words
}
