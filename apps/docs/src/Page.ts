/** A page of the site: its address, its content, and the parts of the repository's documents that it contains. */
import { posix } from "node:path"
import * as Markdown from "./Markdown.ts"
import { read } from "./Repository.ts"

/** A part of a document of the repository: a section by its anchor, or the whole file. */
export interface Part {
  readonly file: string
  readonly slug?: string
  /** Where on the page it is, if not under its own anchor. */
  readonly anchor?: string
}

export interface Page {
  /** Without its ending: `vendors/salesflow`. */
  readonly route: string
  readonly title: string
  readonly description: string
  /** The label in the menu. Default: the title. */
  readonly label?: string
  /** Its place in the menu of the whole site. */
  readonly group?: Group
  /** The vendor whose menu lists it, in addition to the menu of the whole site. */
  readonly vendor?: string
  /** The page that it is below in the vendor's menu, by its route. */
  readonly parent?: string
  /** Links as in the repository: of each text, the file that it is from. */
  readonly texts: ReadonlyArray<Text>
  /** What links to the repository's documents lead here. */
  readonly carries: ReadonlyArray<Part>
  /** How deep the list of headings goes. */
  readonly outline?: number | readonly [number, number]
  readonly frontmatter?: Readonly<Record<string, unknown>>
}

/** A text with links that are relative to a file of the repository; undefined for one that was made here. */
export interface Text {
  readonly from: string | undefined
  readonly root: Markdown.Root
}

/** The groups of the menu, in their order. */
export const groups = ["Start here", "Vendors", "Recipes", "Guides", "Project"] as const
export type Group = (typeof groups)[number]

export const made = (markdown: string): Text => ({ from: undefined, root: Markdown.parse(markdown) })
export const quoted = (from: string, markdown: string, quoting?: Markdown.Quoting): Text => ({
  from,
  root: Markdown.quoted(markdown, { ...quoting, include: (path) => read(posix.join(posix.dirname(from), path)) })
})

const documents = new Map<string, Markdown.Document>()

/** A document of the repository by its sections. */
export const document = (file: string): Markdown.Document => {
  const known = documents.get(file) ?? Markdown.document(read(file))
  documents.set(file, known)
  return known
}

/** A section of a document, found by its anchor. */
export const section = (file: string, slug: string, quoting?: Markdown.Quoting): Text => {
  const found = document(file).sections.find((_) => _.slug === slug)
  if (found === undefined) throw new Error(`${file} has no section #${slug}, which a page of the site shows`)
  return quoted(file, `## ${found.heading}\n\n${found.body}`, quoting)
}

/** A document as a page of its own, as it is or without some of its sections. */
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
    carries: [{ file }, ...kept.flatMap((_) => partsOf(file, _))]
  }
}

/** The anchors that come with a section; on the page each has the prefix before it. */
export const partsOf = (file: string, { body, slug }: Markdown.Section, prefix = ""): ReadonlyArray<Part> =>
  [slug, ...Markdown.anchors(body)].map((slug) => ({ file, slug, anchor: `${prefix}${slug}` }))
