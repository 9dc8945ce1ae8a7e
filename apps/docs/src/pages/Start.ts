/** The way in: install, the first call, promises, offline, and the repository's commands. */
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import type { Vendor } from "../Vendor.ts"

const file = "README.md"
const mocks = "mocks/server/README.md"

export const start = (vendors: ReadonlyArray<Vendor>): Page.Page => {
  const { intro, sections } = Page.document(file)
  const packages = vendors
    .map(({ manifest, title, variables }) => {
      const install = `npm install ${manifest.name} effect@4.1.0 @effect/platform-node@4.1.0`
      return `\`\`\`sh [${title}]\n${install}\n\n# Its layerConfig reads\n${variables.map((_) => `#   ${_}`).join("\n")}\n\`\`\``
    })
    .join("\n\n")
  const links = vendors.map(({ name, title }) => `[${title}](/vendors/${name})`).join(", ")
  return {
    route: "start",
    title: "Start here",
    description: "Install a vendor's package, make the first call, with Effect or with promises, and try it offline.",
    group: "Start here",
    texts: [
      Page.made("# Start here"),
      Page.quoted(file, intro.split("\n\n")[0] ?? ""),
      Page.made(
        [
          Markdown.heading(2, "Install", "install"),
          `::: code-group\n\n${packages}\n\n:::`,
          "Without Effect code, leave out `@effect/platform-node` and import from `/promise`.",
          `Where the credentials come from, every operation, errors and limits: ${links}.`
        ].join("\n\n")
      ),
      Page.section(file, "a-call"),
      Page.made(`${Markdown.heading(2, "Offline", "offline")}`),
      Page.quoted(mocks, Page.document(mocks).intro),
      Page.made("More about them: [Mocks and sandboxes](/mocks)."),
      Page.quoted(
        file,
        `${Markdown.heading(2, "The repository", "the-repository")}\n\n${intro.split("\n\n").slice(1).join("\n\n")}`
      ),
      ...sections.filter(({ slug }) => slug !== "a-call").map(({ slug }) => Page.section(file, slug))
    ],
    carries: [{ file }, ...sections.flatMap((section) => Page.partsOf(file, section))]
  }
}
