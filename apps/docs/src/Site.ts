/** The whole site: its pages, its menu, and the files that VitePress builds it from. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { rewriter } from "./Links.ts"
import * as Markdown from "./Markdown.ts"
import { document, groups, ofDocument, type Page } from "./Page.ts"
import * as Errors from "./pages/Errors.ts"
import { landing } from "./pages/Landing.ts"
import { releases } from "./pages/Releases.ts"
import { start } from "./pages/Start.ts"
import { vendorPage } from "./pages/Vendor.ts"
import { find, github, vendors } from "./Repository.ts"
import { vendor } from "./Vendor.ts"

const described = (file: string): string => Markdown.firstSentence(document(file).intro)

/** Every page, in the order of the menu. */
const pages = async (): Promise<ReadonlyArray<Page>> => {
  const all = await Promise.all(vendors().map(vendor))
  const apps = find("apps/*/README.md").filter((file) => file !== "apps/docs/README.md")
  return [
    landing(all),
    start(all),
    ...all.map(vendorPage),
    Errors.errors(all),
    ofDocument("packages/cli/README.md", {
      route: "cli",
      title: "The command",
      description: described("packages/cli/README.md"),
      group: "Guides"
    }),
    ofDocument("mocks/server/README.md", {
      route: "mocks",
      title: "Mocks and sandboxes",
      description: described("mocks/server/README.md"),
      group: "Guides"
    }),
    ofDocument("packages/contract-kit/CI.md", {
      route: "contracts",
      title: "Contracts in CI",
      description: described("packages/contract-kit/CI.md"),
      group: "Guides"
    }),
    ofDocument("packages/contract-kit/README.md", {
      route: "contract-kit",
      title: "Contract kit",
      description: described("packages/contract-kit/README.md"),
      group: "Guides"
    }),
    ofDocument(
      "packages/core/README.md",
      {
        route: "core",
        title: "Core",
        description: described("packages/core/README.md"),
        group: "Guides"
      },
      new Set(Errors.taken)
    ),
    ofDocument("CONTRIBUTING.md", {
      route: "contributing",
      title: "Add a vendor or an operation",
      description: "How to add a vendor, an operation or a contract, and everyday things of the repository.",
      group: "Project"
    }),
    releases(),
    ...apps.map((file) =>
      ofDocument(file, {
        route: file.replace(/\/README\.md$/, ""),
        title: document(file).title,
        description: described(file),
        group: "Project"
      })
    )
  ]
}

const menu = (all: ReadonlyArray<Page>) =>
  groups.map((text) => ({
    text,
    items: all
      .filter(({ group }) => group === text)
      .map(({ label, route, title }) => ({ text: label ?? title, link: route === "index" ? "/" : `/${route}` }))
  }))

/** What VitePress is told; plain data, so that it can be written down. */
const config = (all: ReadonlyArray<Page>) => {
  const items = (route: string) => ({ link: `/${route}`, activeMatch: `^/${route}` })
  const first = all.find(({ group }) => group === "Vendors")
  return {
    title: "Salesbridge",
    description: all[0]?.description ?? "",
    lang: "en",
    appearance: true,
    lastUpdated: false,
    markdown: {
      // Braces in prose stay prose; only `{:#anchor}` is read.
      attrs: { leftDelimiter: "{:" },
      theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" }
    },
    themeConfig: {
      siteTitle: "Salesbridge",
      search: { provider: "local" },
      outline: { level: [2, 3] },
      nav: [
        { text: "Start", ...items("start") },
        { text: "Vendors", link: `/${first?.route ?? ""}`, activeMatch: "^/vendors/" },
        { text: "Errors", ...items("errors") },
        { text: "Mocks", ...items("mocks") },
        { text: "Contracts", ...items("contracts") }
      ],
      sidebar: menu(all),
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

/** The text of a page, as VitePress reads it. */
const markdown = (page: Page, rewrite: ReturnType<typeof rewriter>): string =>
  `${frontmatter(page)}\n${page.texts
    .map((text) => rewrite(page, text))
    .filter((text) => text.trim() !== "")
    .join("\n\n")}\n`

/**
 * Without the fonts of the theme: the system's are there at once, and nothing has to be loaded for them. A link to what is
 * folded up opens it.
 */
const theme = `import Theme from "vitepress/theme-without-fonts"
import "./style.css"

const unfold = () => {
  const next = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.nextElementSibling
  if (next instanceof HTMLDetailsElement) next.open = true
}

export default {
  extends: Theme,
  enhanceApp({ router }) {
    if (typeof window === "undefined") return
    window.addEventListener("hashchange", unfold)
    router.onAfterRouteChange = () => requestAnimationFrame(unfold)
  }
}
`

/** Writes the files of the site into a folder of its own. */
export const write = async (folder: string): Promise<ReadonlyArray<Page>> => {
  const all = await pages()
  const rewrite = rewriter(all)
  const kept = new Set<string>()
  // What did not change is left alone: whoever watches the folder has nothing to do.
  const put = (path: string, text: string) => {
    const file = join(folder, path)
    kept.add(file)
    if (existsSync(file) && readFileSync(file, "utf8") === text) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const page of all) put(`${page.route}.md`, markdown(page, rewrite))
  put(".vitepress/config.mjs", `export default ${JSON.stringify(config(all), undefined, 2)}\n`)
  put(".vitepress/theme/index.js", theme)
  put(".vitepress/theme/style.css", readFileSync(new URL("style.css", import.meta.url), "utf8"))
  for (const path of globSync("**/*.md", { cwd: folder })) {
    if (!kept.has(join(folder, path))) rmSync(join(folder, path))
  }
  return all
}
