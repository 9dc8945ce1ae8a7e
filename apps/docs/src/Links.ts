/** Rewrites links between the repository's documents as links between pages or to the repository. */
import { posix } from "node:path"
import * as Markdown from "./Markdown.ts"
import type { Page, Text } from "./Page.ts"
import { github, has, isFolder } from "./Repository.ts"

const key = (file: string, slug?: string): string => (slug === undefined ? file : `${file}#${slug}`)

/** Returns the file that a link leads to. A link to a folder leads to its README. */
const fileOf = (path: string): string => (has(`${path}/README.md`) ? `${path}/README.md` : path)

/** Returns a function that rewrites the links of texts in place, given the pages that show parts of the documents. */
export const rewriter = (pages: ReadonlyArray<Page>) => {
  const places = new Map<string, { readonly route: string; readonly anchor: string | undefined }>()
  for (const { route, shownParts } of pages) {
    for (const { file, slug, anchor = slug } of shownParts) {
      if (!places.has(key(file, slug))) places.set(key(file, slug), { route, anchor })
    }
  }

  const target = (from: string, link: string, page: Page): string => {
    if (/^[a-z][a-z0-9+.-]*:/.test(link)) return link
    const [path = "", slug] = link.split("#")
    const file = path === "" ? from : fileOf(posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/, ""))
    if (!has(file)) throw new Error(`${from} links to ${link}, which is not in the repository`)
    const place = places.get(key(file, slug))
    if (place !== undefined) {
      const { anchor, route } = place
      // The top of a page has no anchor of its own.
      if (anchor === undefined) return route === page.route ? "#VPContent" : `/${route}`
      return route === page.route ? `#${anchor}` : `/${route}#${anchor}`
    }
    if (slug !== undefined && places.has(key(file)))
      throw new Error(`${from} links to ${link}, but there is no such heading`)
    return `${github()}/${isFolder(file) ? "tree" : "blob"}/main/${file}${slug === undefined ? "" : `#${slug}`}`
  }

  return (page: Page, { from, root }: Text): Markdown.Root => {
    if (from !== undefined) Markdown.relink(root, (link) => target(from, link, page))
    return root
  }
}
