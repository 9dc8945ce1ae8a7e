/** Walks through a built site like a reader, starting at its first page. */
import { Parser } from "htmlparser2"
import { existsSync, globSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Returns a page's anchors and its links, including pictures and scripts. */
const readPage = (file: string) => {
  const [ids, links] = [new Set<string>(), new Set<string>()]
  const parser = new Parser({
    onopentag: (_, { href, id, src }) => {
      if (id !== undefined) ids.add(id)
      for (const link of [href, src]) if (link !== undefined) links.add(link)
    }
  })
  parser.end(readFileSync(file, "utf8"))
  return { ids, links }
}

/**
 * Returns the problems of a site: links and anchors that lead nowhere or are not https, and pages without a link to
 * them.
 */
export const problems = (folder: string, base: string): ReadonlyArray<string> => {
  const home = new URL(base, "http://site.invalid")
  const pages = new Map(globSync("**/*.html", { cwd: folder }).map((path) => [path, readPage(join(folder, path))]))
  const seen = new Set(["index.html"])

  /** Returns the problem of a link, if any. A page of the site that the link leads to is marked as seen. */
  const problem = (from: string, link: string): string | undefined => {
    const url = URL.parse(link, new URL(from, home).href)
    if (url === null) return `${link}: is no address`
    if (url.origin !== home.origin) {
      return /^(https:|mailto:|data:)/.test(url.href) ? undefined : `${url.href}: is neither on this site nor https`
    }
    const isInside = url.pathname.startsWith(base)
    const path = decodeURIComponent(url.pathname.slice(base.length)).replace(/(^|\/)$/, "$1index.html")
    const target = isInside ? path : url.pathname
    if (!isInside || !existsSync(join(folder, path))) return `${target}: there is no such page`
    const page = pages.get(path)
    if (page === undefined) return undefined
    seen.add(path)
    const anchor = decodeURIComponent(url.hash.slice(1))
    return anchor === "" || page.ids.has(anchor) ? undefined : `${path}#${anchor}: the page has no such anchor`
  }

  const found: Array<string> = []
  // Pages added during the walk are visited as well.
  for (const path of seen) {
    for (const link of pages.get(path)?.links ?? []) {
      const message = problem(path, link)
      if (message !== undefined) found.push(`${path}: ${message}`)
    }
  }
  const unseen = [...pages.keys()].filter((path) => path !== "404.html" && !seen.has(path))
  return [...found, ...unseen.map((path) => `${path}: no page links to it`)]
}
