/** The page of a resource: its operations, the records in their responses, and its helpers. */
import * as Markdown from "../../Markdown.ts"
import * as Page from "../../Page.ts"
import type { Call, Resource, Vendor } from "../../Vendor.ts"
import { code, companion, field, fields, joined, linked, linkToCall, recordAnchor, routeOf } from "./parts.ts"

const { heading } = Markdown

/** A table of operations, one per row. */
export const operationTable = (vendor: Vendor, calls: ReadonlyArray<Call>): string =>
  Markdown.table(
    ["Operation", "What it does", "Specific errors"],
    calls.map((call) => [
      linkToCall(vendor, call),
      linked(vendor, call.resource, Markdown.firstSentence(call.doc.replaceAll(/\{@link ([\w.]+)\}/g, "$1"))),
      call.own.map(({ status }) => status).join(", ")
    ])
  )

const records = (vendor: Vendor, { name: resource, records }: Resource): ReadonlyArray<string> =>
  records.map(({ doc, fields: parts, name }) =>
    joined([
      heading(3, code(`${resource}.${name}`), recordAnchor(name)),
      linked(vendor, resource, doc),
      fields(parts.map((part) => field(vendor, resource, { ...part, required: false })))
    ])
  )

export const resourcePage = (vendor: Vendor, resource: Resource): Page.Page => {
  const { calls, doc, functions, name } = resource
  const kept = records(vendor, resource)
  return {
    route: routeOf(vendor, name),
    title: `${name} of ${vendor.title}`,
    description: `${name} of ${vendor.title}: ${Markdown.firstSentence(doc.replaceAll(/\{@link ([\w.]+)\}/g, "$1"))}`,
    vendor: vendor.name,
    label: name,
    outline: [2, 3],
    texts: [
      Page.made(
        joined([
          `# ${name} <small>${vendor.title}</small> {:#top}`,
          linked(vendor, name, doc),
          calls.length === 0 ? "" : operationTable(vendor, calls),
          functions.length === 0
            ? ""
            : `${heading(2, "Other functions", "functions")}\n\n${fields(functions.map((_) => companion(vendor, name, _)))}`,
          kept.length === 0 ? "" : heading(2, "Records", "records"),
          ...kept
        ])
      )
    ],
    shownParts: []
  }
}
