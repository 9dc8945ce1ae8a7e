/** The page on failing calls: catching one error, catching all of a kind, and what is sent again and when. */
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import { declared, module } from "../Source.ts"
import type { Vendor } from "../Vendor.ts"
import { linkToError } from "./vendor/parts.ts"

const guide = "apps/docs/guides/errors.md"
const core = "packages/core/README.md"

/** The sections of core's README that are on this page instead of core's own. */
export const taken: ReadonlyArray<string> = [
  "errors",
  "retries-timeouts-quota",
  "the-rules-of-a-call",
  "one-quota-for-several-processes"
]

/** The categories, as core names them. */
const categories = (): ReadonlyArray<string> => {
  const union = declared("Category", module("packages/core/src/Category.ts"))?.node["typeAnnotation"]
  const types = (union?.types ?? []) as ReadonlyArray<{ readonly literal?: { readonly value?: unknown } }>
  return types.map(({ literal }) => String(literal?.value))
}

const byCategory = (vendors: ReadonlyArray<Vendor>): string =>
  Markdown.table(
    ["Category", ...vendors.map(({ title }) => title)],
    categories().map((category) => [
      `**${category}**`,
      ...vendors.map((vendor) => {
        const own = vendor.failures.filter(({ type }) => type.category === category)
        return own.map(({ type }) => `${linkToError(vendor, type.tag)} ${type.status}`).join(", ") || "-"
      })
    ])
  )

export const errors = (vendors: ReadonlyArray<Vendor>): Page.Page => {
  const { intro, sections, title } = Page.document(guide)
  const parts = Page.document(core).sections.filter(({ slug }) => taken.includes(slug))
  return {
    route: "errors",
    title,
    description: Markdown.firstSentence(intro),
    group: "Guides",
    texts: [
      Page.made(`# ${title}`),
      Page.quoted(guide, intro),
      ...sections.map(({ slug }) => Page.section(guide, slug)),
      Page.made(`${Markdown.heading(2, "The vendors' errors by category", "by-category")}\n\n${byCategory(vendors)}`),
      ...taken.map((slug) => Page.section(core, slug))
    ],
    shownParts: [{ file: guide }, ...parts.flatMap((section) => Page.partsOf(core, section))]
  }
}
