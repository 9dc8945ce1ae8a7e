/** The page of a vendor: guide, limits, errors, quirks, and every operation. */
import type { VendorError } from "@salesbridge/core"
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import { meets, pieces, sentAgain } from "../ReadmeTables.ts"
import { has } from "../Repository.ts"
import type { Described, Remark, Shared } from "../Specification.ts"
import * as TypeWords from "../TypeWords.ts"
import type { Call, Field, Resource, Tolerance, Vendor } from "../Vendor.ts"

const code = (text: string): string => `\`${text}\``
const { heading, safe } = Markdown

/** Where an operation stands on its vendor's page. */
const anchorOf = ({ operation }: Call): string => operation.id
/** Where an error stands. */
export const errorAnchor = (tag: string): string => `error-${tag}`
const resourceAnchor = (name: string): string => `resource-${name}`
const recordAnchor = (resource: string, name: string): string => `record-${resource}-${name}`
const sharedAnchor = (key: string): string => `shared-${key.replaceAll(/[^\w]+/g, "-")}`

/** The document in a vendor's README where a place in it is looked up by its heading. */
const apart = /^(operations|errors|limits|what-the-documents?-leaves?-open)$/

/** `{@link update}` as a link to that operation, or as a name. */
const linked = (vendor: Vendor, resource: string, text: string): string =>
  safe(
    text.replaceAll(/\{@link ([\w.]+)\}/g, (_, name: string) => {
      const call = vendor.calls.find((_) => _.name === name || _.name === `${resource}.${name}`)
      return call === undefined ? code(name) : `[${code(call.name)}](#${anchorOf(call)})`
    })
  )

/** Lines that stand under an item of a list. */
const under = (text: string): string => text.replaceAll(/\n(?!\n|$)/g, "\n  ")

const item = (vendor: Vendor, resource: string, { doc, name, type, required }: Field): string => {
  const said = linked(vendor, resource, doc)
  const must = required ? ` <em class="required">required</em>` : ""
  return `- ${code(name)} <span class="type">${type}</span>${must}${said === "" ? "" : `\n\n  ${under(said)}`}`
}

const fields = (lines: ReadonlyArray<string>): string => `<div class="fields">\n\n${lines.join("\n")}\n\n</div>`

const folded = (summary: string, text: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${text}\n\n</details>`

/** Inputs: those that must be given, then the others, folded up where there are many. */
const inputs = (vendor: Vendor, call: Call): string => {
  if (call.inputs.length === 0) return "It takes no input."
  const lines = (some: ReadonlyArray<Field>) => some.map((input) => item(vendor, call.resource, input))
  const outer = (input: Field) => input.name.split(".")[0] ?? input.name
  const must = new Set(call.inputs.filter(({ depth, required }) => depth === 0 && required).map(({ name }) => name))
  const required = call.inputs.filter((input) => must.has(outer(input)))
  const optional = call.inputs.filter((input) => !must.has(outer(input)))
  const count = optional.filter(({ depth }) => depth === 0).length
  const rest =
    optional.length <= 8
      ? fields(lines([...required, ...optional]))
      : [
          ...(required.length > 0 ? [fields(lines(required))] : []),
          folded(`${count} optional ${count === 1 ? "field" : "fields"}`, fields(lines(optional)))
        ].join("\n\n")
  return rest
}

const safeties = {
  safe: "Only reads, so it is safe to send again.",
  idempotent: "Idempotent: sent twice, it does the same as once.",
  unsafe: "Unsafe: it is sent again only where the first surely had no effect."
} as const

const errorLine = (vendor: Vendor, type: VendorError.StatusClass): string => {
  const failure = vendor.failures.find((_) => _.type.tag === type.tag)
  const name = failure === undefined ? code(type.tag) : `[${code(type.tag)}](#${errorAnchor(type.tag)})`
  return `- ${name} <span class="type">${type.status}, ${type.category}</span>\n\n  ${safe(type.description)}`
}

const remark = ({ kind, place, text }: Remark): string => {
  const where =
    place === ""
      ? ""
      : ` (${place
          .split(", ")
          .map((step) => (step.includes(" ") ? step : code(step)))
          .join(", ")})`
  const said = kind === "decision" ? safe(text) : `[${safe(text)} pages](#decisions), not the document.`
  return `- **${kind === "decision" ? "Decided" : "Source"}**${where}: ${under(said)}`
}

const remarks = (all: ReadonlyArray<Remark>): string =>
  all.length === 0 ? "" : `<div class="remarks">\n\n${all.map(remark).join("\n")}\n\n</div>`

const describedBy = (vendor: Vendor, call: Call): ReadonlyArray<Described> =>
  vendor.specification.operations.filter(
    ({ alternativeOf, stands }) => stands.includes(call.operation.id) || alternativeOf === call.operation.id
  )

/** What the specification says of an operation: its own remarks, and the shared parts that have some. */
const quirks = (vendor: Vendor, call: Call): string => {
  const described = describedBy(vendor, call)
  const own = described.flatMap(({ alternativeOf, method, path, remarks }) =>
    remarks.map((_) =>
      alternativeOf === undefined ? _ : { ..._, place: [`${method} ${path}`, _.place].filter(Boolean).join(", ") }
    )
  )
  // What nearly every call shares, stands once among the quirks of the whole.
  const widespread = ({ key }: Shared) =>
    vendor.specification.operations.filter(({ uses }) => uses.has(key)).length > vendor.calls.length / 2
  const used = new Set(described.flatMap(({ uses }) => [...uses]))
  const shared = vendor.specification.shared.filter(
    (part) => used.has(part.key) && !widespread(part) && part.remarks.some(({ kind }) => kind === "decision")
  )
  const links = shared.map(({ key, name }) => `[${code(name)}](#${sharedAnchor(key)})`)
  return [remarks(own), links.length === 0 ? "" : `Decisions about what it shares with others: ${links.join(", ")}.`]
    .filter((text) => text !== "")
    .join("\n\n")
}

const answer = (call: Call): string => {
  const records = call.records.map((name) => `[${code(name)}](#${recordAnchor(call.resource, name)})`)
  if (records.length > 0) return `${call.isList ? "a list of " : ""}${records.join(", ")}.`
  return TypeWords.typeOf(call.operation.success.ast) === "nothing" ? "nothing." : ""
}

/** What a mock can be asked for. */
const examples = (vendor: Vendor, call: Call): string => {
  const described = describedBy(vendor, call).find(({ alternativeOf }) => alternativeOf === undefined)
  const named = [...(described?.examples ?? [])].filter(([, names]) => names.length > 0)
  return named.map(([status, names]) => `${status} ${names.map(code).join(" ")}`).join(", ")
}

const operation = (vendor: Vendor, call: Call): string => {
  const { id, method, path, server, source } = call.operation
  const origin = vendor.definition.servers[server ?? "default"] ?? ""
  const answers = answer(call)
  const made = call.made.map(
    ({ doc, names }) =>
      `**${names.some((name) => /stream$/i.test(name)) ? "Paging" : "Made from it"}**: ${names.map(code).join(", ")}. ${linked(vendor, call.resource, doc)}`
  )
  const from =
    call.title === undefined
      ? `“${safe(source)}” of the vendor's API; its document lacks it.`
      : `“${safe(source)}” in the document.`
  const prefer = examples(vendor, call)
  return [
    heading(4, `${code(call.name)} <small>${id}</small>`, anchorOf(call)),
    `<p class="route"><span class="method">${method}</span> <code>${path}</code> <span class="title">${from}</span></p>`,
    linked(vendor, call.resource, call.doc),
    inputs(vendor, call),
    call.own.length === 0
      ? "**Errors**: [those of every call](#errors)."
      : `**Errors** beside [those of every call](#errors):\n\n${fields(call.own.map((type) => errorLine(vendor, type)))}`,
    ...made,
    quirks(vendor, call),
    `<div class="facts">\n\n${[
      answers === "" ? "" : `- Answer: ${answers}`,
      `- Sent again: ${sentAgain(call)}. ${safeties[call.operation.safety]}`,
      `- Origin: ${code(origin)}`,
      prefer === "" ? "" : `- A mock answers, by its \`Prefer\` header: ${prefer}.`
    ]
      .filter((line) => line !== "")
      .join("\n")}\n\n</div>`
  ]
    .filter((text) => text !== "")
    .join("\n\n")
}

const records = (vendor: Vendor, resource: Resource): ReadonlyArray<string> =>
  resource.records.map(({ doc, fields: parts, name }) => {
    const said = linked(vendor, resource.name, doc)
    const lines = parts.map((field) => item(vendor, resource.name, { ...field, required: false }))
    const count = parts.filter(({ depth }) => depth === 0).length
    const anchor = recordAnchor(resource.name, name)
    return `<div id="${anchor}"></div>\n\n${folded(`<code>${resource.name}.${name}</code>, ${count} ${count === 1 ? "field" : "fields"}`, `${said}\n\n${fields(lines)}`)}`
  })

const resource = (vendor: Vendor, one: Resource): string => {
  const helpers = one.functions.map(
    ({ doc, names }) =>
      `- ${names.map(code).join(", ")}\n\n  ${under(linked(vendor, one.name, doc)) || "See the guide above."}`
  )
  const kept = records(vendor, one)
  return [
    heading(3, one.name, resourceAnchor(one.name)),
    linked(vendor, one.name, one.doc),
    ...one.calls.map((call) => operation(vendor, call)),
    ...(helpers.length > 0 ? ["**Beside the operations**", fields(helpers)] : []),
    ...(kept.length > 0 ? ["**Records**", ...kept] : [])
  ]
    .filter((text) => text !== "")
    .join("\n\n")
}

const glance = (vendor: Vendor): string => {
  const { definition, manifest, specification } = vendor
  const outside = vendor.calls.filter(({ title }) => title === undefined).length
  const count = `${vendor.calls.length}${outside === 0 ? ", all of the document's" : `, of which ${outside} are not in the document`}`
  const limits = (definition.limits ?? []).map(({ limit, window }) => `${limit} units in ${String(window)}`)
  return Markdown.table(
    ["", ""],
    [
      ["Package", code(manifest.name)],
      ["Its document", `${specification.title}, version ${specification.version}`],
      ["Operations", count],
      ["Servers", Object.values(definition.servers).map(code).join(", ")],
      ["Limits", limits.length > 0 ? limits.join(", ") : "none documented"],
      ["Mock", `\`npx salesbridge-mocks --vendors ${vendor.name}\`, at \`http://127.0.0.1:${vendor.port}\``]
    ]
  )
}

const credentials = (vendor: Vendor): string => {
  const lines = vendor.credentials.map(({ doc, name, optional, secret, travels }) => {
    const kinds = [secret ? "secret" : "may be shown", ...(optional ? ["optional"] : [])].join(", ")
    return `- ${code(name)} <span class="type">${travels}; ${kinds}</span>\n\n  ${under(safe(doc))}`
  })
  return [
    heading(2, "Credentials", "credentials"),
    `\`${vendor.service}.layer({ ${vendor.credentials.map(({ name }) => name).join(", ")} })\` takes them, and ` +
      `\`${vendor.service}.layerConfig\` reads ${vendor.variables.map(code).join(", ")}.`,
    fields(lines)
  ].join("\n\n")
}

const limits = (vendor: Vendor): string => {
  const { limits = [], remaining } = vendor.definition
  const stated = limits.map(({ limit, window }) => `at most ${limit} units in ${String(window)}`).join(", ")
  return [
    linked(vendor, "", vendor.doc),
    `- Held back by default: ${stated === "" ? "nothing, before the vendor's first 429" : stated}.`,
    remaining === undefined
      ? ""
      : `- What is left is read from \`${remaining.name}\`, for the current window of ${String(remaining.window)}.`,
    "- A 429 holds back every call on the same quota: [Errors and retries](/errors)."
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

const errors = (vendor: Vendor): string => {
  const rows = vendor.failures.map(({ calls, common, doc, type }) => {
    const words = linked(vendor, "", doc) || safe(type.description)
    const again = type.notProcessed ? " Sent again whatever the call, since it surely had no effect." : ""
    const whole = common ? "Every call." : `${meets(vendor, calls, false)}.`
    const tag = heading(4, code(type.tag), errorAnchor(type.tag))
    return `${tag}\n\n<p class="route"><span class="method">${type.status}</span> ${type.category}</p>\n\n${words}${again}\n\nCalls: ${whole}`
  })
  const helpers = vendor.helperFailures.map(
    ({ doc, tag }) =>
      `${heading(4, code(tag), errorAnchor(tag))}\n\nOf a helper, without a status.\n\n${linked(vendor, "", doc)}`
  )
  return [...rows, ...helpers].join("\n\n")
}

/** The operations that the document lacks. */
const outside = (vendor: Vendor): string =>
  vendor.calls
    .filter(({ title }) => title === undefined)
    .map((call) => `[${code(call.name)}](#${anchorOf(call)})`)
    .join(", ")

const errorTable = (vendor: Vendor): string =>
  Markdown.table(
    ["Status", "Class", "Category", "Meaning"],
    vendor.failures.map(({ type }) => [
      String(type.status),
      `[${code(type.tag)}](#${errorAnchor(type.tag)})`,
      type.category,
      safe(type.description)
    ])
  )

/** A pattern of places, in a form that can be read. */
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

const quirksOf = (vendor: Vendor): ReadonlyArray<Page.Text> => {
  const { general, operations, shared } = vendor.specification
  const file = `packages/${vendor.name}/README.md`
  const open = vendor.readme.sections.find(({ slug }) => /^what-the-documents?-leaves?-open$/.test(slug))
  const ids = new Set(vendor.calls.map((call) => call.operation.id))
  const known = (described: Described) => [...described.stands, described.alternativeOf ?? ""].some((id) => ids.has(id))
  const others = operations.filter((described) => !known(described) && described.remarks.length > 0)
  const own = vendor.calls.filter((call) => describedBy(vendor, call).some(({ remarks }) => remarks.length > 0))
  return [
    Page.made(heading(2, "Quirks", "quirks")),
    ...(open === undefined
      ? []
      : [Page.quoted(file, `${heading(3, open.heading, open.slug)}\n\n${Markdown.inner(open.body, 1)}`)]),
    Page.made(
      [
        heading(3, "What the specification decided", "decisions"),
        `The specification was written by hand from the vendor's document. Where that is silent or contradicts itself, it decides and says why. A source marked public is ${safe(vendor.specification.provenance)}`,
        heading(4, "Of the whole", "decisions-whole"),
        remarks(general),
        ...others.map(({ id, remarks: said }) => `**${code(id)}**\n\n${remarks(said)}`),
        heading(4, "Of operations", "decisions-operations"),
        own.length === 0
          ? "None."
          : `At their places: ${own.map((call) => `[${code(call.name)}](#${anchorOf(call)})`).join(", ")}.`,
        heading(4, "Of parts that operations share", "decisions-shared"),
        ...shared.map(
          ({ key, kind, name, remarks: said }) =>
            `<div id="${sharedAnchor(key)}"></div>\n\n**${code(name)}**, in ${kind}\n\n${remarks(said)}`
        )
      ].join("\n\n")
    ),
    ...(vendor.tolerances.length === 0
      ? []
      : [
          Page.made(
            [
              heading(3, "What the package reads beyond it", "tolerances"),
              "Places where the package takes more than the specification lets the vendor send, so that an odd answer does not fail the call.",
              fields(vendor.tolerances.map(tolerance))
            ].join("\n\n")
          )
        ])
  ]
}

/** What the README beside the specification says: what the mock stands for, and what a sandbox holds. */
const mockOf = (
  vendor: Vendor
): { readonly texts: ReadonlyArray<Page.Text>; readonly carries: ReadonlyArray<Page.Part> } => {
  const file = `mocks/${vendor.name}/README.md`
  if (!has(file)) return { texts: [], carries: [] }
  const { intro, sections } = Page.document(file)
  return {
    texts: [
      Page.made(heading(2, "Mock and sandbox", "mock")),
      Page.quoted(file, intro),
      ...sections.map(({ body, heading: words, slug }) =>
        Page.quoted(file, `${heading(3, words, `mock-${slug}`)}\n\n${Markdown.inner(body, 1, "mock-")}`)
      ),
      Page.made("How mocks are started, and what both kinds of them answer: [Mocks and sandboxes](/mocks).")
    ],
    carries: [
      { file, anchor: "mock" },
      ...sections.flatMap((section) =>
        Page.partsOf(file, section).map((part) => ({ ...part, anchor: `mock-${part.slug}` }))
      )
    ]
  }
}

/** Every operation, one line for each resource. */
const index = (vendor: Vendor): string =>
  `<div class="index">\n\n${vendor.resources
    .filter(({ calls }) => calls.length > 0)
    .map(({ calls, name }) => {
      const members = calls.map((call) => `[${code(call.name.slice(name.length + 1))}](#${anchorOf(call)})`)
      return `- [**${name}**](#${resourceAnchor(name)}) ${members.join(" ")}`
    })
    .join("\n")}\n\n</div>`

export const vendorPage = (vendor: Vendor): Page.Page => {
  const file = `packages/${vendor.name}/README.md`
  const { intro, sections } = vendor.readme
  const at = (slug: string) => sections.find((_) => _.slug === slug)
  const prose = (slug: string) => Markdown.inner(at(slug)?.body ?? "")
  // The README's tables, with links here.
  const withTables = (slug: string): ReadonlyArray<Page.Text> =>
    pieces(prose(slug)).map((piece) => ("prose" in piece ? quoted(piece.prose) : Page.made(tables[piece.table] ?? "")))
  const tables: Readonly<Record<string, string>> = {
    operations: index(vendor),
    "operations outside the document": outside(vendor),
    errors: errorTable(vendor)
  }
  const mock = mockOf(vendor)
  const guide = sections.filter(({ slug }) => !apart.test(slug))
  const quoted = (text: string) => Page.quoted(file, text)
  return {
    route: `vendors/${vendor.name}`,
    title: vendor.title,
    description: Markdown.firstSentence(intro),
    group: "Vendors",
    outline: [2, 3],
    texts: [
      Page.made(`# ${vendor.title}`),
      quoted(intro),
      Page.made(`${heading(2, "At a glance", "at-a-glance")}\n\n${glance(vendor)}`),
      Page.made(credentials(vendor)),
      Page.made(heading(2, "Operations", "operations")),
      ...withTables("operations"),
      ...guide.map(({ slug }) => Page.section(file, slug)),
      quoted(`${heading(2, "Limits", "limits")}\n\n${prose("limits")}`),
      Page.made(limits(vendor)),
      Page.made(heading(2, "Errors", "errors")),
      ...withTables("errors"),
      Page.made(errors(vendor)),
      ...quirksOf(vendor),
      ...mock.texts,
      Page.made(heading(2, "Every operation", "reference")),
      ...vendor.resources.map((one) => Page.made(resource(vendor, one)))
    ],
    carries: [{ file }, ...mock.carries, ...sections.flatMap((section) => Page.partsOf(file, section))]
  }
}
