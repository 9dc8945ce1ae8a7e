/**
 * The introduction for users of a vendor: an overview, a test against a sandbox, a call, and links to further pages.
 */
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import type { Vendor } from "../Vendor.ts"

const file = "README.md"

/** The sections of the README for users; the others are for contributors. */
const forUsers = new Set(["try-it", "a-call"])

const packages = (vendors: ReadonlyArray<Vendor>): string => {
  const blocks = vendors.map(({ manifest, title, variables }) => {
    const install = `npm install ${manifest.name} effect@4.1.0`
    return `\`\`\`sh [${title}]\n${install}\n\n# Its layerConfig reads\n${variables.map((_) => `#   ${_}`).join("\n")}\n\`\`\``
  })
  return `::: code-group\n\n${blocks.join("\n\n")}\n\n:::`
}

export const start = (vendors: ReadonlyArray<Vendor>): Page.Page => {
  const { intro, sections } = Page.document(file)
  const used = sections.filter(({ slug }) => forUsers.has(slug))
  const links = vendors.map(({ name, title }) => `[${title}](/vendors/${name})`).join(", ")
  return {
    route: "start",
    title: "Start here",
    description:
      "A test of your own against a sandbox, the first call with Effect or with promises, and where to go on.",
    group: "Start here",
    texts: [
      Page.made("# Start here"),
      Page.quoted(file, intro),
      Page.section(file, "try-it"),
      Page.made(
        [
          Markdown.heading(2, "Install", "install"),
          packages(vendors),
          "With Effect on Node.js, add `@effect/platform-node@4.1.0` for its transport."
        ].join("\n\n")
      ),
      Page.section(file, "a-call"),
      Page.made(
        [
          Markdown.heading(2, "Where to go on", "next"),
          `- Credentials, every operation, errors, limits and quirks: ${links}.`,
          "- [When a call fails](/errors): one handler for all vendors, and what is sent again.",
          "- [Recipes](/recipes/nightly-sync): what integrations are made of, each run by a test.",
          "- [Sandboxes](/mocks) in your tests: faults, limits, time and webhooks.",
          "- The [command](/cli) `salesbridge`: a call before there is code."
        ].join("\n")
      )
    ],
    carries: [{ file }, ...used.flatMap((section) => Page.partsOf(file, section))]
  }
}

/** Returns the page with the README's sections for contributors. */
export const repository = (): Page.Page => {
  const sections = Page.document(file).sections.filter(({ slug }) => !forUsers.has(slug))
  return {
    route: "repository",
    title: "The repository",
    description: "How the repository is tried and tested, and what is in which folder.",
    group: "Project",
    texts: [Page.made("# The repository"), ...sections.map(({ slug }) => Page.section(file, slug))],
    carries: sections.flatMap((section) => Page.partsOf(file, section))
  }
}
