/** A page of the site: its address, its text, and the parts of the repository's documents that it shows. */
import { posix } from "node:path"
import * as Markdown from "./Markdown.ts"
import { read } from "./Repository.ts"

/** A part of a document of the repository: a section by its anchor, or the whole file. */
export interface Part {
  readonly file: string
  readonly slug?: string
  /** Its anchor on the page. Default: its own. */
  readonly anchor?: string
}

export interface Page {
  /** Without the file extension: `vendors/salesflow`. */
  readonly route: string
  readonly title: string
  readonly description: string
  /** Its name in the menu. Default: the title. */
  readonly label?: string
  /** Its group in the menu of the whole site. */
  readonly group?: Group
  /** The vendor whose menu also lists it. */
  readonly vendor?: string
  /** The route of its parent page in the vendor's menu. */
  readonly parent?: string
  /** Its texts, with links as in the repository, each with the file that it comes from. */
  readonly texts: ReadonlyArray<Text>
  /** The parts of the repository's documents that the page shows. Links to them lead here. */
  readonly shownParts: ReadonlyArray<Part>
  /** The depth of the list of headings. */
  readonly outline?: number | readonly [number, number]
  readonly frontmatter?: Readonly<Record<string, unknown>>
}

/** A text with links relative to the file `from`, which is undefined for a generated text. */
export interface Text {
  readonly from: string | undefined
  readonly root: Markdown.Root
}

/** The groups of the menu, in order. */
export const groups = ["Start here", "Vendors", "Recipes", "Guides", "Project"] as const
export type Group = (typeof groups)[number]

const texts = new Map<string, Text>()

/** Creates a generated text. Equal ones share a tree, since the errors of an operation are also those of many others. */
export const made = (markdown: string): Text => {
  const known = texts.get(markdown) ?? { from: undefined, root: Markdown.parse(markdown) }
  texts.set(markdown, known)
  return known
}
export const quoted = (from: string, markdown: string, quoting?: Markdown.Quoting): Text => ({
  from,
  root: Markdown.quoted(markdown, { ...quoting, include: (path) => read(posix.join(posix.dirname(from), path)) })
})

const documents = new Map<string, Markdown.Document>()

/** Returns a document of the repository, split into sections. */
export const document = (file: string): Markdown.Document => {
  const known = documents.get(file) ?? Markdown.document(read(file))
  documents.set(file, known)
  return known
}

/** Returns a section of a document by its anchor. */
export const section = (file: string, slug: string, quoting?: Markdown.Quoting): Text => {
  const found = document(file).sections.find((_) => _.slug === slug)
  if (found === undefined) throw new Error(`${file} has no section #${slug}, which a page of the site shows`)
  return quoted(file, `## ${found.heading}\n\n${found.body}`, quoting)
}

/** Creates a page from a document, complete or without some of its sections. */
export const ofDocument = (
  file: string,
  page: Pick<Page, "route" | "group" | "label"> & { readonly title?: string; readonly description?: string },
  leaveOut: ReadonlySet<string> = new Set()
): Page => {
  const { intro, sections, title } = document(file)
  const kept = sections.filter(({ slug }) => !leaveOut.has(slug))
  return {
    title,
    description: Markdown.firstSentence(intro),
    ...page,
    texts: [made(`# ${page.title ?? title}`), quoted(file, intro), ...kept.map(({ slug }) => section(file, slug))],
    shownParts: [{ file }, ...kept.flatMap((_) => partsOf(file, _))]
  }
}

/** Returns the anchors of a section; on the page each has the prefix. */
export const partsOf = (file: string, { anchors }: Markdown.Section, prefix = ""): ReadonlyArray<Part> =>
  anchors.map((slug) => ({ file, slug, anchor: `${prefix}${slug}` }))
