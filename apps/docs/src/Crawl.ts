/** Walks through a built site as a reader does, from its first page. */
import { check } from "linkinator"
import { globSync } from "node:fs"
import { serve } from "./serve.ts"

/** What is wrong with a site: links and anchors that lead nowhere or are not https, and pages that no link leads to. */
export const problems = async (folder: string, base: string): Promise<ReadonlyArray<string>> => {
  const { close, origin } = await serve(folder, base)
  const home = `${origin}${base}`
  const inside = (url = "") => url.replace(home, "").replace(origin, "")
  try {
    const { links } = await check({
      path: home,
      recurse: true,
      checkFragments: true,
      linksToSkip: (link) => Promise.resolve(!link.startsWith(origin))
    })
    const seen = new Set(links.map(({ url }) => inside(url).replace(/#.*/, "")))
    return [
      ...links.flatMap(({ parent, state, status, url }) => {
        const isInsecure = !url.startsWith(origin) && !/^(https:|mailto:|data:)/.test(url)
        if (isInsecure) return [`${inside(parent)}: ${url}: is neither here nor https`]
        if (state !== "BROKEN") return []
        const missing = status === 200 ? "place on the page" : "page"
        return [`${inside(parent)}: ${inside(url)}: there is no such ${missing}`]
      }),
      ...globSync("**/*.html", { cwd: folder })
        .filter((path) => path !== "404.html" && path !== "index.html" && !seen.has(path))
        .map((path) => `${path}: no link leads here`)
    ]
  } finally {
    await close()
  }
}
