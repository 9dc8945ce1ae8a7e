/** Shared parts of a vendor's pages: their addresses, and how a field, a remark or a doc comment is shown. */
import { safe } from "../../Markdown.ts"
import type { Remark } from "../../Specification.ts"
import type { Call, Companion, Field, Vendor } from "../../Vendor.ts"

export const code = (text: string): string => `\`${text}\``

/**
 * Returns the route of a vendor's page or of a page below it: an operation by its id, a resource by its name, `errors`
 * and others.
 */
export const routeOf = (vendor: Pick<Vendor, "name">, page?: string): string =>
  `vendors/${vendor.name}${page === undefined ? "" : `/${page}`}`

export const linkTo = (vendor: Pick<Vendor, "name">, page: string, text: string): string =>
  `[${text}](/${routeOf(vendor, page)})`

export const linkToCall = (vendor: Vendor, { name, operation }: Call): string =>
  linkTo(vendor, operation.id, code(name))

export const errorAnchor = (tag: string): string => `error-${tag}`
export const linkToError = (vendor: Pick<Vendor, "name">, tag: string): string =>
  linkTo(vendor, `errors#${errorAnchor(tag)}`, code(tag))

export const recordAnchor = (name: string): string => `record-${name}`
export const sharedAnchor = (key: string): string => `shared-${key.replaceAll(/[^\w]+/g, "-")}`

/** Converts a doc comment: `{@link update}` becomes a link to that operation, or a name. */
export const linked = (vendor: Vendor, resource: string, text: string): string =>
  safe(
    text.replaceAll(/\{@link ([\w.]+)\}/g, (_, name: string) => {
      const call = vendor.calls.find((_) => _.name === name || _.name === `${resource}.${name}`)
      return call === undefined ? code(name) : linkToCall(vendor, call)
    })
  )

/** Indents lines to place them under a list item. */
export const under = (text: string): string => text.replaceAll(/\n(?!\n|$)/g, "\n  ")

/** A list of names, each with a short note next to it and its description below. */
export const fields = (lines: ReadonlyArray<string>): string => `<div class="fields">\n\n${lines.join("\n")}\n\n</div>`

export const field = (vendor: Vendor, resource: string, { doc, name, type, required }: Field): string => {
  const description = linked(vendor, resource, doc)
  const must = required ? ` <em class="required">required</em>` : ""
  return `- ${code(name)} <span class="type">${type}</span>${must}${description === "" ? "" : `\n\n  ${under(description)}`}`
}

export const companion = (vendor: Vendor, resource: string, { doc, names }: Companion): string =>
  `- ${names.map(code).join(", ")}\n\n  ${under(linked(vendor, resource, doc)) || `See the ${linkTo(vendor, "guide", "guide")}.`}`

const remark = (vendor: Vendor, { kind, place, text }: Remark): string => {
  const steps = place.split(", ").map((step) => (step.includes(" ") ? step : code(step)))
  const where = place === "" ? "" : ` (${steps.join(", ")})`
  const content =
    kind === "decision"
      ? safe(text)
      : `${linkTo(vendor, "quirks#decisions", `${safe(text)} pages`)}, not the API reference.`
  return `- **${kind === "decision" ? "Decided" : "Source"}**${where}: ${under(content)}`
}

export const remarks = (vendor: Vendor, all: ReadonlyArray<Remark>): string =>
  all.length === 0 ? "" : `<div class="remarks">\n\n${all.map((_) => remark(vendor, _)).join("\n")}\n\n</div>`

/** Joins texts, without the empty ones. */
export const joined = (texts: ReadonlyArray<string>): string => texts.filter((text) => text !== "").join("\n\n")
