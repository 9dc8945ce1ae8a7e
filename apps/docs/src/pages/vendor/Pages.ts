/** All pages of a vendor, in the order of its menu. */
import * as Page from "../../Page.ts"
import { has } from "../../Repository.ts"
import type { Vendor } from "../../Vendor.ts"
import { errorsPage } from "./Errors.ts"
import { operationPage } from "./Operation.ts"
import { overviewPage, taken } from "./Overview.ts"
import { routeOf } from "./parts.ts"
import { isOpen, quirksPage } from "./Quirks.ts"
import { resourcePage } from "./Resource.ts"

/** Returns the page with the README's remaining sections: without overview, errors and quirks. */
const guidePage = (vendor: Vendor): Page.Page => {
  const file = `packages/${vendor.name}/README.md`
  const sections = vendor.readme.sections.filter(({ slug }) => !taken.has(slug) && slug !== "errors" && !isOpen(slug))
  return {
    route: routeOf(vendor, "guide"),
    title: `Guide to ${vendor.title}`,
    description: `How to use ${vendor.title}: ${sections.map(({ heading }) => heading).join(", ")}.`,
    vendor: vendor.name,
    label: "Guide",
    outline: [2, 3],
    texts: [Page.made(`# Guide to ${vendor.title} {:#guide}`), ...sections.map(({ slug }) => Page.section(file, slug))],
    shownParts: sections.flatMap((section) => Page.partsOf(file, section))
  }
}

/**
 * Returns the page made from the README next to the specification: what the mock represents, and what a sandbox
 * contains.
 */
const sandboxPage = (vendor: Vendor): ReadonlyArray<Page.Page> => {
  const file = `mocks/${vendor.name}/README.md`
  if (!has(file)) return []
  const page = Page.ofDocument(file, {
    route: routeOf(vendor, "sandbox"),
    title: `Sandbox of ${vendor.title}`,
    description: `The sandbox of ${vendor.title}: its data, its rules, and which rules are guesses.`,
    label: "Sandbox"
  })
  const more = Page.made(
    "How to start mock servers, and what both kinds of them return: [Mocks and sandboxes](/mocks)."
  )
  return [{ ...page, vendor: vendor.name, texts: [...page.texts, more] }]
}

export const vendorPages = (vendor: Vendor): ReadonlyArray<Page.Page> => [
  overviewPage(vendor),
  guidePage(vendor),
  errorsPage(vendor),
  ...sandboxPage(vendor),
  quirksPage(vendor),
  ...vendor.resources.flatMap((resource) => [
    resourcePage(vendor, resource),
    ...resource.calls.map((call) => operationPage(vendor, call))
  ])
]
