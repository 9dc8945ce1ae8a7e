/** The whole site: its pages, its menu, and the files that VitePress builds it from. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, posix } from "node:path"
import { fileURLToPath } from "node:url"
import { createCssVariablesTheme } from "shiki"
import { rewriter } from "./Links.ts"
import * as Markdown from "./Markdown.ts"
import { groups, ofDocument, type Page } from "./Page.ts"
import { errors, taken } from "./pages/Errors.ts"
import { landing } from "./pages/Landing.ts"
import { releases } from "./pages/Releases.ts"
import { repository, start } from "./pages/Start.ts"
import { vendorPages } from "./pages/vendor/Pages.ts"
import { routeOf } from "./pages/vendor/parts.ts"
import { find, github, vendors } from "./Repository.ts"
import { vendor } from "./Vendor.ts"

/** Returns every page, in the order of the menu. */
const pages = async (): Promise<ReadonlyArray<Page>> => {
  const all = await Promise.all(vendors().map(vendor))
  const guide = { group: "Guides" } as const
  const project = { group: "Project" } as const
  return [
    landing(all),
    start(all),
    ...all.flatMap(vendorPages),
    ...find("apps/docs/recipes/*.md").map((file) =>
      ofDocument(file, { route: file.replace(/^apps\/docs\/(.*)\.md$/, "$1"), group: "Recipes" })
    ),
    errors(all),
    ofDocument("packages/cli/README.md", { ...guide, route: "cli", title: "The command" }),
    ofDocument("mocks/server/README.md", { ...guide, route: "mocks", title: "Mocks and sandboxes" }),
    ofDocument("packages/contract-kit/CI.md", { ...guide, route: "contracts", title: "Contracts in CI" }),
    ofDocument("packages/contract-kit/README.md", { ...guide, route: "contract-kit", title: "Contract kit" }),
    ofDocument("packages/core/README.md", { ...guide, route: "core", title: "Core" }, new Set(taken)),
    repository(),
    ofDocument("CONTRIBUTING.md", {
      ...project,
      route: "contributing",
      title: "Add a vendor or an operation",
      description: "How to add a vendor, an operation or a contract, and everyday things of the repository."
    }),
    releases(),
    ...find("apps/*/README.md")
      .filter((file) => file !== "apps/docs/README.md")
      .map((file) => ofDocument(file, { ...project, route: file.replace(/\/README\.md$/, "") }))
  ]
}

const item = ({ label, route, title }: Page) => ({ text: label ?? title, link: route === "index" ? "/" : `/${route}` })

const menu = (all: ReadonlyArray<Page>) =>
  groups.map((text) => ({ text, items: all.filter(({ group }) => group === text).map(item) }))

/** A vendor's own menu: its pages, and its resources with their operations below them. */
const vendorMenu = (all: ReadonlyArray<Page>) => {
  const below = (page: Page) => all.filter(({ parent }) => parent === page.route)
  const [resources, others] = [true, false].map((isResource) =>
    all.filter((page) => page.parent === undefined && below(page).length > 0 === isResource)
  )
  return [
    { text: others?.[0]?.title, items: others?.map(item) },
    {
      text: "Operations",
      items: resources?.map((page) => ({ ...item(page), collapsed: true, items: below(page).map(item) }))
    }
  ]
}

/** A bridge. It is inlined in the page, so that nothing has to be loaded for it. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a5a86"/><path d="M4 21h24M8 21V11m16 10V11M4 15q4 0 4-4 8 12 16 0 0 4 4 4" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg>`

/** The configuration of VitePress; plain data, so that it can be written to a file. */
const config = (all: ReadonlyArray<Page>) => {
  const items = (route: string) => ({ link: `/${route}`, activeMatch: `^/${route}` })
  const ofVendors = Map.groupBy(
    all.filter(({ vendor }) => vendor !== undefined),
    ({ vendor }) => `/${routeOf({ name: vendor ?? "" })}`
  )
  return {
    title: "Salesbridge",
    description: all[0]?.description ?? "",
    lang: "en",
    appearance: true,
    lastUpdated: false,
    // Stores the menus once instead of in every page.
    metaChunk: true,
    // Computing the sizes of hundreds of pages takes long, and the sizes are not needed.
    vite: { build: { reportCompressedSize: false } },
    srcExclude: ["public/**"],
    head: [["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
    markdown: {
      // Braces in prose stay prose; only `{:#anchor}` is parsed.
      attrs: { leftDelimiter: "{:" },
      // Shiki colours once for both themes; style.css has the colours.
      theme: createCssVariablesTheme()
    },
    themeConfig: {
      siteTitle: "Salesbridge",
      search: { provider: "local" },
      outline: { level: [2, 3] },
      nav: [
        { text: "Start", ...items("start") },
        { text: "Vendors", items: all.filter(({ group }) => group === "Vendors").map(item) },
        { text: "Recipes", link: "/recipes/nightly-sync", activeMatch: "^/recipes/" },
        { text: "Errors", ...items("errors") },
        { text: "Mocks", ...items("mocks") }
      ],
      sidebar: {
        "/": menu(all),
        ...Object.fromEntries([...ofVendors].map(([path, some]) => [path, vendorMenu(some)]))
      },
      socialLinks: [{ icon: "github", link: github() }],
      externalLinkIcon: true
    }
  }
}

const frontmatter = ({ description, frontmatter, outline, title }: Page): string => {
  const facts = { title, description, ...(outline === undefined ? {} : { outline }), ...frontmatter }
  return `---\n${Object.entries(facts)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join("\n")}\n---\n`
}

/** Returns a page as VitePress reads it, with a link to its Markdown version at the end. */
const forBrowsers = (page: Page, text: string): string => {
  const twin = `<p class="twin"><a href="./${posix.basename(page.route)}.md" target="_self">This page as Markdown</a></p>`
  return `${frontmatter(page)}\n${text}\n\n${twin}\n`
}

/** Returns the Markdown version of a text. */
const forReaders = (root: Markdown.Root, base: string): string => {
  const copy = structuredClone(root)
  Markdown.relink(copy, (link) => {
    if (link === "#VPContent") return "#"
    return link.startsWith("/") ? `${base}${link.slice(1).replace(/^[^#]+/, "$&.md")}` : link
  })
  return Markdown.plain(copy)
}

/** The index for agents: https://llmstxt.org. */
const llms = (all: ReadonlyArray<Page>, base: string): string => {
  const line = ({ description, route, title }: Page) => `- [${title}](${base}${route}.md): ${description}`
  const [first, ...others] = all
  const sections = Map.groupBy(others, ({ group = "", vendor }) =>
    vendor === undefined ? group : (all.find(({ route }) => route === routeOf({ name: vendor }))?.title ?? vendor)
  )
  const listed = [...sections].map(([title, some]) => `## ${title}\n\n${some.map(line).join("\n")}\n`)
  return [`# ${first?.title}\n\n> ${first?.description}\n`, ...listed].join("\n")
}

/** Without the theme's fonts: the system's are available at once and need not be loaded. */
const theme = `export { default } from "vitepress/theme-without-fonts"
import "./style.css"
`

const settings = (all: ReadonlyArray<Page>): string => {
  const data = JSON.stringify(config(all), undefined, 2)
  const own = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)))
  return `import { closedGroups } from ${own("closedGroups.ts")}
import { configure } from ${own("markdownIt.ts")}
const data = ${data}
const markdown = { ...data.markdown, config: configure }
export default { ...data, markdown, vite: { ...data.vite, plugins: [closedGroups] } }
`
}

/** Returns the pages without a title or a description of their own: search and agents could not distinguish them. */
export const misnamed = (all: ReadonlyArray<Page>): ReadonlyArray<string> =>
  all.flatMap(({ description, route, title }, index) => [
    ...(title.trim() === "" ? [`${route}: has no title`] : []),
    ...(description.trim().length < 20
      ? [`${route}: its first sentence is no description, as it has fewer than 20 letters`]
      : []),
    ...all
      .slice(0, index)
      .flatMap((other) => (other.title === title ? [`${route}: has the title of ${other.route}`] : []))
  ])

/** Writes the files of the site into a folder of its own; `base` is the path at which it will be served. */
export const write = async (folder: string, base: string): Promise<ReadonlyArray<Page>> => {
  const all = await pages()
  const rewrite = rewriter(all)
  const kept = new Set<string>()
  // An unchanged file is not rewritten, so that watchers of the folder do not rebuild.
  const put = (path: string, text: string) => {
    const file = join(folder, path)
    kept.add(file)
    if (existsSync(file) && readFileSync(file, "utf8") === text) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const printed = new Map<Markdown.Root, { readonly browsers: string; readonly readers: string }>()
  const print = (root: Markdown.Root) => {
    const known = printed.get(root) ?? { browsers: Markdown.print(root), readers: forReaders(root, base) }
    printed.set(root, known)
    return known
  }
  for (const page of all) {
    const texts = page.texts.map((text) => print(rewrite(page, text)))
    const joined = (reader: keyof (typeof texts)[number]) => texts.flatMap((text) => text[reader] || []).join("\n\n")
    put(`${page.route}.md`, forBrowsers(page, joined("browsers")))
    put(`public/${page.route}.md`, `${joined("readers")}\n`)
  }
  put("public/llms.txt", llms(all, base))
  put(".vitepress/config.mjs", settings(all))
  put(".vitepress/theme/index.js", theme)
  put(".vitepress/theme/style.css", readFileSync(new URL("style.css", import.meta.url), "utf8"))
  for (const path of globSync("**/*.md", { cwd: folder })) {
    if (!kept.has(join(folder, path))) rmSync(join(folder, path))
  }
  return all
}
