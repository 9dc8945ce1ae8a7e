/** The open questions of a vendor's API reference: how package and specification decide them, and why. */
import * as Markdown from "../../Markdown.ts"
import * as Page from "../../Page.ts"
import type { Described } from "../../Specification.ts"
import type { Tolerance, Vendor } from "../../Vendor.ts"
import { code, fields, joined, linkToCall, remarks, routeOf, sharedAnchor, under } from "./parts.ts"

const { heading, safe } = Markdown

/** Whether the README section with this anchor is on this page. */
export const isOpen = (slug: string): boolean => /^what-the-api-references?-leaves?-open$/.test(slug)

/** Formats a pattern of paths for readers. */
const readable = ({ source }: RegExp): string =>
  source
    .replaceAll(/^\^|\$$/g, "")
    .replaceAll("\\[\\]", "[]")
    .replaceAll("\\.", ".")
    .replaceAll("\\w+", "*")
    .replaceAll("(?:", "(")
    .replaceAll("\\[", "[")

const tolerance = ({ allows, location, operations, reason }: Tolerance): string =>
  `- ${code(readable(location))} <span class="type">${allows.join(", ")}${operations === undefined ? "" : `; ${operations.join(", ")}`}</span>\n\n  ${under(safe(reason))}`

const decisions = (vendor: Vendor): string => {
  const { general, operations, provenance, shared } = vendor.specification
  const ids = new Set(vendor.calls.map((call) => call.operation.id))
  const known = (described: Described) =>
    [...described.operationIds, described.alternativeOf ?? ""].some((id) => ids.has(id))
  const others = operations.filter((described) => !known(described) && described.remarks.length > 0)
  const own = vendor.calls.filter(({ described }) => described.some(({ remarks }) => remarks.length > 0))
  return joined([
    heading(2, "Decisions of the specification", "decisions"),
    `The specification was written by hand from the vendor's API reference. If the API reference says nothing or contradicts itself, the specification decides and gives the reason. The mark “public” means ${safe(provenance)}`,
    heading(3, "About the whole API", "decisions-whole"),
    remarks(vendor, general),
    ...others.map(({ id, remarks: said }) => `**${code(id)}**\n\n${remarks(vendor, said)}`),
    heading(3, "About operations", "decisions-operations"),
    own.length === 0 ? "None." : `On their pages: ${own.map((call) => linkToCall(vendor, call)).join(", ")}.`,
    heading(3, "About parts that several operations share", "decisions-shared"),
    ...shared.map(
      ({ key, kind, name, remarks: said }) =>
        `${heading(4, `${code(name)}, in ${kind}`, sharedAnchor(key))}\n\n${remarks(vendor, said)}`
    )
  ])
}

export const quirksPage = (vendor: Vendor): Page.Page => {
  const file = `packages/${vendor.name}/README.md`
  const open = vendor.readme.sections.find(({ slug }) => isOpen(slug))
  return {
    route: routeOf(vendor, "quirks"),
    title: `Quirks of ${vendor.title}`,
    description: `What the API reference of ${vendor.title} leaves open or contradicts, what was decided, and why.`,
    vendor: vendor.name,
    label: "Quirks",
    outline: [2, 3],
    texts: [
      Page.made(`# Quirks of ${vendor.title} {:#quirks}`),
      ...(open === undefined ? [] : [Page.section(file, open.slug)]),
      Page.made(
        joined([
          decisions(vendor),
          ...(vendor.tolerances.length === 0
            ? []
            : [
                heading(2, "What the package tolerates", "tolerances"),
                "Here the package accepts more than the specification allows, so that an unusual response does not fail the call.",
                fields(vendor.tolerances.map(tolerance))
              ])
        ])
      )
    ],
    shownParts: open === undefined ? [] : Page.partsOf(file, open)
  }
}
