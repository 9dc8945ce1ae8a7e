/** The page of a vendor's errors, each under its class. */
import * as Markdown from "../../Markdown.ts"
import * as Page from "../../Page.ts"
import { meets, pieces } from "../../ReadmeTables.ts"
import type { Vendor } from "../../Vendor.ts"
import { code, errorAnchor, joined, linked, linkToError, routeOf } from "./parts.ts"

const { heading, safe } = Markdown

const table = (vendor: Vendor): string =>
  Markdown.table(
    ["Status", "Class", "Category", "When"],
    vendor.failures.map(({ type }) => [
      String(type.status),
      linkToError(vendor, type.tag),
      type.category,
      safe(type.description)
    ])
  )

const details = (vendor: Vendor): ReadonlyArray<string> => [
  ...vendor.failures.map(({ calls, common, doc, type }) =>
    joined([
      heading(3, code(type.tag), errorAnchor(type.tag)),
      `<span class="method">${type.status}</span> ${type.category} {:.route}`,
      linked(vendor, "", doc) || safe(type.description),
      type.notProcessed ? "Every call is retried after this error, because the call certainly had no effect." : "",
      `Calls: ${common ? "every call" : meets(vendor, calls, false)}.`
    ])
  ),
  ...vendor.helperFailures.map(({ doc, tag }) =>
    joined([heading(3, code(tag), errorAnchor(tag)), "Raised by a helper, without a status.", linked(vendor, "", doc)])
  )
]

export const errorsPage = (vendor: Vendor): Page.Page => {
  const file = `packages/${vendor.name}/README.md`
  const section = vendor.readme.sections.find(({ slug }) => slug === "errors")
  return {
    route: routeOf(vendor, "errors"),
    title: `Errors of ${vendor.title}`,
    description: `How calls of ${vendor.title} can fail, by status and class, and which calls can fail with which error.`,
    vendor: vendor.name,
    label: "Errors",
    outline: [2, 3],
    texts: [
      Page.made(`# Errors of ${vendor.title} {:#errors}`),
      ...pieces(section?.body ?? "").map((piece) =>
        "prose" in piece ? Page.quoted(file, piece.prose) : Page.made(table(vendor))
      ),
      Page.made(joined([heading(2, "Each error", "each"), ...details(vendor)]))
    ],
    shownParts: section === undefined ? [] : Page.partsOf(file, section)
  }
}
