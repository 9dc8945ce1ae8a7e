/** What can fail, how all vendors' failures sort, and what is sent again and when. */
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import { declared, module } from "../Source.ts"
import type { Vendor } from "../Vendor.ts"
import { errorAnchor } from "./Vendor.ts"

const file = "packages/core/README.md"

/** The sections of core's README that are on this page and not on core's own. */
export const taken: ReadonlyArray<string> = [
  "the-rules-of-a-call",
  "errors",
  "retry-time-bounds-quota",
  "one-quota-for-several-processes"
]

const code = (text: string): string => `\`${text}\``

/** The categories, as core names them. */
const categories = (): ReadonlyArray<string> => {
  const union = declared("Category", module("packages/core/src/Category.ts"))?.node["typeAnnotation"]
  const types = (union?.types ?? []) as ReadonlyArray<{ readonly literal?: { readonly value?: unknown } }>
  return types.map(({ literal }) => String(literal?.value))
}

export const errors = (vendors: ReadonlyArray<Vendor>): Page.Page => {
  const parts = Page.document(file).sections.filter(({ slug }) => taken.includes(slug))
  const lines = categories().map((category) => {
    const found = vendors.flatMap((vendor) => {
      const own = vendor.failures.filter(({ type }) => type.category === category)
      const links = own.map(
        ({ type }) => `[${code(type.tag)}](/vendors/${vendor.name}#${errorAnchor(type.tag)}) ${type.status}`
      )
      return links.length === 0 ? [] : [`  - ${vendor.title}: ${links.join(", ")}`]
    })
    const none = "  - No vendor documents one: it comes from the call itself, or from a status that nobody documents."
    return `- **${category}**\n\n${(found.length === 0 ? [none] : found).join("\n")}`
  })
  return {
    route: "errors",
    title: "Errors and retries",
    description:
      "The categories of errors, which are the same for all vendors, what is sent again and when, and quotas.",
    group: "Guides",
    texts: [
      Page.made("# Errors and retries\n\nThe same for every vendor, so that one handler can serve them all."),
      Page.section(file, "errors"),
      Page.made(
        `${Markdown.heading(2, "The vendors' errors by category", "by-category")}\n\n<div class="categories">\n\n${lines.join("\n")}\n\n</div>`
      ),
      ...taken.filter((slug) => slug !== "errors").map((slug) => Page.section(file, slug))
    ],
    carries: parts.flatMap((section) => Page.partsOf(file, section))
  }
}
