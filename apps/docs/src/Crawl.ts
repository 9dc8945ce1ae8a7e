/** Reads a built site as a reader would walk it: every page's links, anchors, title and description. */
import { globSync, readFileSync } from "node:fs"
import { join, posix } from "node:path"

export interface Crawled {
  /** Within the site: `vendors/salesflow.html`. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly ids: ReadonlySet<string>
  readonly links: ReadonlyArray<string>
  /** What a browser loads with it: scripts, styles, pictures. */
  readonly loads: ReadonlyArray<string>
  readonly text: string
}

const unescape = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")

const all = (html: string, pattern: RegExp): ReadonlyArray<string> =>
  [...html.matchAll(pattern)].map(([, found = ""]) => unescape(found))

/** What is seen of a page, without markup. */
const textOf = (html: string): string =>
  unescape(
    html
      .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, "")
      .replaceAll(/<[^>]+>/g, "")
      .replaceAll(/\s+/g, " ")
  )

/** Every page of a built site. */
export const crawl = (folder: string): ReadonlyArray<Crawled> =>
  globSync("**/*.html", { cwd: folder })
    .toSorted()
    .map((path) => {
      const html = readFileSync(join(folder, path), "utf8")
      return {
        path,
        title: all(html, /<title>(.*?)<\/title>/g)[0] ?? "",
        description: all(html, /<meta name="description" content="([^"]*)"/g)[0] ?? "",
        ids: new Set(all(html, /\sid="([^"]+)"/g)),
        links: all(html, /\s(?:href|src)="([^"]+)"/g),
        loads: [...all(html, /<link [^>]*href="([^"]+)"/g), ...all(html, /\ssrc="([^"]+)"/g)],
        text: textOf(html)
      }
    })

/** What is wrong with the pages: dead links and anchors, what is loaded from elsewhere, missing titles. */
export const problems = (folder: string, pages: ReadonlyArray<Crawled>, base: string): ReadonlyArray<string> => {
  const files = new Set(globSync("**/*", { cwd: folder }).map((path) => path.replaceAll("\\", "/")))
  const byPath = new Map(pages.map((page) => [page.path, page]))
  const found: Array<string> = []
  const check = (page: Crawled, link: string): unknown => {
    const report = (problem: string) => found.push(`${page.path}: ${link}: ${problem}`)
    if (/^(mailto|data):/.test(link)) return undefined
    if (link.startsWith("https://")) return undefined
    if (/^([a-z]+:|\/\/)/.test(link)) return report("is neither here nor https")
    const [address = "", anchor] = link.split("#")
    if (address.startsWith("/") && !address.startsWith(base)) return report(`is not under ${base}`)
    const inside = address.startsWith("/")
      ? address.slice(base.length)
      : posix.normalize(posix.join(posix.dirname(page.path), address))
    const path = address === "" ? page.path : inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside
    if (!files.has(path)) return report("there is no such page")
    const known = anchor === undefined || byPath.get(path)?.ids.has(decodeURIComponent(anchor)) === true
    return known || report("there is no such place on the page")
  }
  const titles = new Map<string, string>()
  for (const page of pages) {
    for (const link of new Set(page.links)) check(page, link)
    for (const link of page.loads.filter((_) => /^([a-z]+:)?\/\//.test(_))) {
      found.push(`${page.path}: ${link}: is loaded from elsewhere`)
    }
    if (page.path === "404.html") continue
    if (page.title.trim() === "") found.push(`${page.path}: has no title`)
    if (page.description.trim().length < 20) found.push(`${page.path}: has no description`)
    const other = titles.get(page.title)
    if (other !== undefined) found.push(`${page.path}: has the title of ${other}`)
    titles.set(page.title, page.path)
  }
  return found
}
