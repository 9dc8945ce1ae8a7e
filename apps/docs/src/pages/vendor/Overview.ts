/**
 * The first page of a vendor: an example, credentials, coverage, limits, and a table of its operations with links to
 * their pages.
 */
import * as Markdown from "../../Markdown.ts"
import * as Page from "../../Page.ts"
import { pieces } from "../../ReadmeTables.ts"
import type { Vendor } from "../../Vendor.ts"
import { limitWords } from "./Operation.ts"
import { code, fields, joined, linked, linkTo, routeOf, under } from "./parts.ts"
import { operationTable } from "./Resource.ts"

const { heading, safe } = Markdown

/** The sections of the README that are on this page. */
export const taken: ReadonlySet<string> = new Set(["operations", "limits"])

const glance = (vendor: Vendor): string => {
  const { calls, definition, failures, manifest, name, port, specification } = vendor
  const outside = calls.filter(({ title }) => title === undefined).length
  const count = `${calls.length}${outside === 0 ? ", all that the API reference describes" : `, of which ${outside} are not in the API reference`}`
  const link = calls[0]?.description.link
  const reference = `${specification.title}, version ${specification.version}`
  return Markdown.table(
    ["", ""],
    [
      ["Package", code(manifest.name)],
      ["API reference", link === undefined ? reference : `[${reference}](${link})`],
      ["Operations", count],
      ["Errors", linkTo(vendor, "errors", `${failures.length} classes`)],
      ["Servers", Object.values<string>(definition.servers).map(code).join(", ")],
      ["Limits", limitWords(vendor) || "none documented"],
      [
        "Sandbox",
        `${linkTo(vendor, "sandbox", `seed, rules and guesses`)}; \`npx @salesbridge/mocks --mode sandbox --vendors ${name}\`, at \`http://127.0.0.1:${port}\``
      ]
    ]
  )
}

/**
 * Describes which of the vendor's calls are documented, public or missing, from which sources, and when these were
 * checked.
 */
const coverage = ({ calls, coverage }: Vendor): string => {
  if (coverage === undefined) return ""
  const documented = calls.filter(({ description }) => description.source === "documented").length
  return joined([
    heading(2, "Coverage", "coverage"),
    `Sources, last read on ${coverage.lookedAt}: ${safe(coverage.sources.join("; "))}.`,
    Markdown.table(
      ["", "Operations"],
      [
        ["Documented by the vendor", String(documented)],
        ["Known only from other public pages", String(calls.length - documented)],
        ...coverage.missing.map(({ what, why }) => ["Missing", safe(`${what}, because ${why}`)])
      ]
    )
  ])
}

const credentials = (vendor: Vendor): string => {
  const lines = vendor.credentials.map(({ doc, name, optional, secret, travels }) => {
    const kinds = [secret ? "secret" : "not secret", ...(optional ? ["optional"] : [])].join(", ")
    return `- ${code(name)} <span class="type">${travels}; ${kinds}</span>\n\n  ${under(safe(doc))}`
  })
  return joined([
    heading(2, "Credentials", "credentials"),
    `\`${vendor.service}.layer({ ${vendor.credentials.map(({ name }) => name).join(", ")} })\` takes them, and ` +
      `\`${vendor.service}.layerConfig\` reads ${vendor.variables.map(code).join(", ")}.`,
    fields(lines)
  ])
}

const limits = (vendor: Vendor): string => {
  const { remaining } = vendor.definition
  const stated = limitWords(vendor)
  return joined([
    linked(vendor, "", vendor.doc),
    [
      `- Default limit: ${stated === "" ? "none; calls wait only after a 429" : stated}.`,
      ...(remaining === undefined
        ? []
        : [
            `- The remaining units of the current ${String(remaining.window)} are read from the header \`${remaining.name}\`.`
          ]),
      "- A 429 delays every call on the same quota: [Errors and retries](/errors)."
    ].join("\n")
  ])
}

export const overviewPage = (vendor: Vendor): Page.Page => {
  const file = `packages/${vendor.name}/README.md`
  const { intro, sections } = vendor.readme
  const of = (slug: string) => sections.find((_) => _.slug === slug)
  // The README's tables, with links to the pages of operations.
  const tables: Readonly<Record<string, string>> = {
    operations: operationTable(
      vendor,
      vendor.calls.filter(({ title }) => title !== undefined)
    ),
    "operations outside the API reference": operationTable(
      vendor,
      vendor.calls.filter(({ title }) => title === undefined)
    )
  }
  return {
    route: routeOf(vendor),
    title: vendor.title,
    description: Markdown.firstSentence(intro),
    group: "Vendors",
    vendor: vendor.name,
    outline: [2, 3],
    texts: [
      Page.made(`# ${vendor.title}`),
      Page.quoted(file, intro),
      Page.made(`${heading(2, "At a glance", "at-a-glance")}\n\n${glance(vendor)}`),
      Page.made(credentials(vendor)),
      Page.made(heading(2, "Operations", "operations")),
      ...pieces(of("operations")?.body ?? "").map((piece) =>
        "prose" in piece ? Page.quoted(file, piece.prose) : Page.made(tables[piece.table] ?? "")
      ),
      Page.made(coverage(vendor)),
      Page.made(heading(2, "Limits", "limits")),
      Page.quoted(file, of("limits")?.body ?? ""),
      Page.made(limits(vendor))
    ],
    shownParts: [
      { file },
      ...sections.filter(({ slug }) => taken.has(slug)).flatMap((section) => Page.partsOf(file, section))
    ]
  }
}
