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
      "Your first test against a sandbox, your first call with Effect or with promises, and what to read next.",
    group: "Start here",
    texts: [
      Page.made("# Start here"),
      Page.quoted(file, intro),
      Page.section(file, "try-it"),
      Page.made(
        [
          Markdown.heading(2, "Install", "install"),
          packages(vendors),
          "To use Effect on Node.js, also install `@effect/platform-node@4.1.0`, which has the transport."
        ].join("\n\n")
      ),
      Page.section(file, "a-call"),
      Page.made(
        [
          Markdown.heading(2, "What to read next", "next"),
          `- Credentials, every operation, errors, limits and quirks: ${links}.`,
          "- [When a call fails](/errors): one handler for all vendors, and what is retried.",
          "- [Recipes](/recipes/nightly-sync): common parts of integrations, each run by a test.",
          "- [Sandboxes](/mocks) in your tests: faults, limits, time and webhooks.",
          "- The [command](/cli) `salesbridge`: make a call before you write any code."
        ].join("\n")
      )
    ],
    shownParts: [{ file }, ...used.flatMap((section) => Page.partsOf(file, section))]
  }
}

/** Returns the page with the README's sections for contributors. */
export const repository = (): Page.Page => {
  const sections = Page.document(file).sections.filter(({ slug }) => !forUsers.has(slug))
  return {
    route: "repository",
    title: "The repository",
    description: "How to run the demo and the tests of the repository, and what its folders contain.",
    group: "Project",
    texts: [Page.made("# The repository"), ...sections.map(({ slug }) => Page.section(file, slug))],
    shownParts: sections.flatMap((section) => Page.partsOf(file, section))
  }
}
