/** The page of an operation: how to call it, its input, its response, its errors, its cost, and its quirks. */
import * as HttpErrors from "@salesbridge/core/errors"
import type { Json } from "@salesbridge/openapi/Json"
import { example } from "../../Example.ts"
import * as Markdown from "../../Markdown.ts"
import * as Page from "../../Page.ts"
import { retried } from "../../ReadmeTables.ts"
import type { Shared } from "../../Specification.ts"
import * as TypeWords from "../../TypeWords.ts"
import type { Call, Field, Vendor } from "../../Vendor.ts"
import {
  code,
  companion,
  field,
  fields,
  joined,
  linked,
  linkTo,
  linkToError,
  recordAnchor,
  remarks,
  routeOf,
  sharedAnchor
} from "./parts.ts"

const { heading, safe } = Markdown

const examples = (vendor: Vendor, call: Call): string => {
  const { command, effect, promise } = example(vendor, call)
  const blocks = [`\`\`\`ts [Effect]\n${effect}`, `\`\`\`ts [Promises]\n${promise}`, `\`\`\`sh [Terminal]\n${command}`]
  return `::: code-group\n\n${blocks.join("\n```\n\n")}\n\`\`\`\n\n:::`
}

const folded = (summary: string, text: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${text}\n\n</details>`

/** Lists the required inputs, then the optional ones, collapsed if there are many. */
const inputs = (vendor: Vendor, call: Call): string => {
  if (call.inputs.length === 0) return "It takes no input."
  const lines = (some: ReadonlyArray<Field>) => fields(some.map((input) => field(vendor, call.resource, input)))
  const outer = ({ name }: Field) => name.split(".")[0] ?? name
  const must = new Set(call.inputs.filter(({ depth, required }) => depth === 0 && required).map(({ name }) => name))
  const required = call.inputs.filter((input) => must.has(outer(input)))
  const optional = call.inputs.filter((input) => !must.has(outer(input)))
  if (required.length === 0 || optional.length <= 8) return lines([...required, ...optional])
  const count = optional.filter(({ depth }) => depth === 0).length
  return joined([lines(required), folded(`${count} optional fields`, lines(optional))])
}

/** The number of items shown of a list in an example. */
const few = 2
const shortened = (value: Json): Json => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).slice(0, few).map(shortened)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shortened(part as Json)]))
}

const answer = (vendor: Vendor, call: Call): string => {
  const kept = call.records.map((name) =>
    linkTo(vendor, `${call.resource}#${recordAnchor(name)}`, code(`${call.resource}.${name}`))
  )
  const words = call.isList && kept.length > 0 ? `A list of ${kept.join(", ")}.` : kept.join(", ")
  const type = TypeWords.typeOf(call.operation.success.ast)
  const shown = call.described[0]?.answer
  if (shown === undefined) return words === "" ? `${type === "nothing" ? "Nothing" : type}.` : `${words}.`
  return `${words === "" ? "" : `${words}. `}An example on the wire, from the specification:\n\n\`\`\`json\n${JSON.stringify(shortened(shown), undefined, 2)}\n\`\`\``
}

/** Lists the documented errors, those specific to this call first, then those that any HTTP API may return. */
const errors = (vendor: Vendor, { operation, own }: Call): string => {
  const documented = [...own, ...operation.errors.filter((type) => !own.includes(type))]
  const statuses = new Set(documented.map(({ status }) => status))
  const table = Markdown.table(
    ["Status", "Class", "Category", "When"],
    documented.map(({ category, description, status, tag }) => [
      String(status),
      linkToError(vendor, tag),
      category,
      safe(description)
    ])
  )
  const others = Object.values(HttpErrors)
    .filter(({ status, tag }) => tag === "ServerError" || !statuses.has(status))
    .map(({ status, tag }) => `${code(tag)} ${tag === "ServerError" ? "5xx" : status}`)
  return joined([
    documented.length === 0 ? "No errors are documented." : `Documented:\n\n${table}`,
    `Not documented here, but [with the same class for every vendor](/errors#errors-by-status): ${others.join(", ")}.`,
    "Every call can also fail [without a response, or with one that cannot be read](/errors#errors-of-any-call)."
  ])
}

const safeties = {
  safe: "it only reads",
  idempotent: "sending it twice has the same effect as once",
  unsafe: "except after attempts that certainly had no effect"
} as const

const facts = (vendor: Vendor, { description, operation }: Call): string => {
  const { definition } = vendor
  const far = operation.cost?.({ page: 1000 } as never) ?? description.cost
  const more = far > description.cost ? `, up to ${far} for a deep page` : ""
  const unit = definition.limits === undefined ? "no limit is documented" : `of ${limitWords(vendor)}`
  return [
    `- **Cost**: ${description.cost}${more}; ${unit}.`,
    `- **Retried**: ${retried({ operation })}; ${safeties[operation.safety]}. See [retries](/errors#retries-timeouts-quota).`,
    `- **Host**: ${code(definition.servers[operation.server ?? "default"] ?? "")}`
  ].join("\n")
}

/** Describes the limits of a vendor. */
export const limitWords = ({ definition }: Vendor): string =>
  (definition.limits ?? []).map(({ limit, window }) => `${limit} units in ${String(window)}`).join(", ")

/** Returns the specification's remarks on the operation, and links to the shared parts that have some. */
const quirks = (vendor: Vendor, { described }: Call): string => {
  const own = described.flatMap(({ alternativeOf, method, path, remarks }) =>
    remarks.map((_) =>
      alternativeOf === undefined ? _ : { ..._, place: [`${method} ${path}`, _.place].filter(Boolean).join(", ") }
    )
  )
  // What more than half of the calls share appears once, among the vendor's quirks.
  const widespread = ({ key }: Shared) =>
    vendor.specification.operations.filter(({ uses }) => uses.has(key)).length > vendor.calls.length / 2
  const used = new Set(described.flatMap(({ uses }) => [...uses]))
  const shared = vendor.specification.shared.filter(
    (part) => used.has(part.key) && !widespread(part) && part.remarks.some(({ kind }) => kind === "decision")
  )
  const links = shared.map(({ key, name }) => linkTo(vendor, `quirks#${sharedAnchor(key)}`, code(name)))
  return joined([
    remarks(vendor, own),
    links.length === 0 ? "" : `**More decisions**, about parts that several operations share: ${links.join(", ")}.`
  ])
}

/** Lists the examples that a mock can return. */
const onMock = (vendor: Vendor, { described }: Call): string => {
  const named = [...(described[0]?.examples ?? [])].filter(([, names]) => names.length > 0)
  if (named.length === 0) return ""
  const lines = named.map(([status, names]) => `- ${status}: ${names.map(code).join(", ")}`)
  return `A [sandbox](/${routeOf(vendor, "sandbox")}) has a state. A mock server with examples returns one of these for the header \`Prefer: example=<name>\`:\n\n${lines.join("\n")}`
}

const part = (title: string, text: string): string =>
  text === "" ? "" : `${heading(2, title, title.toLowerCase().replaceAll(" ", "-"))}\n\n${text}`

export const operationPage = (vendor: Vendor, call: Call): Page.Page => {
  const { id, method, path, source } = call.operation
  const { link } = call.description
  const reference = link === undefined ? "the vendor's API reference" : `[the vendor's API reference](${link})`
  const from =
    call.title === undefined
      ? `“${safe(source)}” of the vendor's API, which is not in its API reference.`
      : `“${safe(source)}” in ${reference}.`
  return {
    route: routeOf(vendor, id),
    title: `${call.name} of ${vendor.title}`,
    description: `${call.name}, ${method} ${path}: ${Markdown.firstSentence(call.doc.replaceAll(/\{@link ([\w.]+)\}/g, "$1"))}`,
    vendor: vendor.name,
    parent: routeOf(vendor, call.resource),
    label: call.name,
    outline: 2,
    texts: [
      joined([
        `# ${code(call.name)} <small>${id}, ${vendor.title}</small> {:#${id}}`,
        `<span class="method">${method}</span> ${code(path)} {:.route}`,
        linked(vendor, call.resource, call.doc),
        `${from} Part of ${linkTo(vendor, call.resource, call.resource)} of [${vendor.title}](/${routeOf(vendor)}).`,
        examples(vendor, call),
        call.made.length === 0
          ? ""
          : `Helpers that use it:\n\n${fields(call.made.map((_) => companion(vendor, call.resource, _)))}`
      ]),
      part("Parameters", inputs(vendor, call)),
      part("Response", answer(vendor, call)),
      part("Errors", errors(vendor, call)),
      part("Cost and retries", facts(vendor, call)),
      part("Quirks", quirks(vendor, call)),
      part("On a mock", onMock(vendor, call))
    ].map(Page.made),
    shownParts: []
  }
}
