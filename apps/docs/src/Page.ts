/** A page of the site: where it is, what it says, and which parts of the repository's documents it carries. */
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
  /** In the menu; the title where it is not given. */
  readonly label?: string
  readonly group: Group
  /** In markdown, links as in the repository: of each text, the file that it is from. */
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
  readonly markdown: string
}

/** The groups of the menu, in their order. */
export const groups = ["Start here", "Vendors", "Guides", "Project"] as const
export type Group = (typeof groups)[number]

export const made = (markdown: string): Text => ({ from: undefined, markdown })
export const quoted = (from: string, markdown: string): Text => ({
  from,
  markdown: Markdown.safe(Markdown.withFences(markdown.replaceAll(pictures, "")))
})

/** Pictures of the repository's documents: pages load nothing from elsewhere. */
const pictures = /^!\[[^\]]*\]\([^)]*\)\n*/gm

const documents = new Map<string, Markdown.Document>()

/** A document of the repository by its sections. */
export const document = (file: string): Markdown.Document => {
  const known = documents.get(file) ?? Markdown.parse(read(file))
  documents.set(file, known)
  return known
}

/** A section of a document, found by its anchor, with its heading at that level. */
export const section = (file: string, slug: string, level = 2): Text => {
  const found = document(file).sections.find((_) => _.slug === slug)
  if (found === undefined) throw new Error(`${file} has no section #${slug}, which a page of the site shows`)
  return quoted(
    file,
    `${Markdown.heading(level, found.heading, found.slug)}\n\n${Markdown.inner(found.body, level - 2)}`
  )
}

/** A document as a page of its own, as it is or without some of its sections. */
export const ofDocument = (
  file: string,
  page: Pick<Page, "route" | "title" | "group" | "label" | "description">,
  leaveOut: ReadonlySet<string> = new Set()
): Page => {
  const { intro, sections } = document(file)
  const kept = sections.filter(({ slug }) => !leaveOut.has(slug))
  return {
    ...page,
    texts: [made(`# ${page.title}`), quoted(file, intro), ...kept.map(({ slug }) => section(file, slug))],
    carries: [{ file }, ...kept.flatMap((_) => partsOf(file, _))]
  }
}

/** The anchors that come with a section. */
export const partsOf = (file: string, { body, slug }: Markdown.Section): ReadonlyArray<Part> => [
  { file, slug },
  ...Markdown.anchors(body).map((inner) => ({ file, slug: inner }))
]
