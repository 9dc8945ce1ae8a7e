/**
 * The tables of a vendor's README, between comments that readers do not see: `<!-- operations -->`, `<!-- operations
 * outside the API reference -->` and `<!-- errors -->`, each up to its `<!-- /... -->`.
 */
import * as Markdown from "./Markdown.ts"
import type { Call, Vendor } from "./Vendor.ts"

const code = (text: string): string => `\`${text}\``

/** If there are more inputs than this, they are counted instead of named. */
const named = 8

/** Summarizes the inputs of a call. */
const inputs = ({ inputs }: Call): string => {
  const all = inputs.filter(({ depth }) => depth === 0)
  const required = all.filter(({ required }) => required)
  const optional = all.filter(({ required }) => !required)
  const names = required.map(({ name }) => code(name))
  const shown = all.length <= named ? optional.map(({ name }) => code(`${name}?`)) : [`${optional.length} optional`]
  return [...names, ...shown].join(", ")
}

export const retried = ({ operation }: Pick<Call, "operation">): string =>
  operation.safety === "unsafe" ? "no" : "yes"

const rows = (vendor: Vendor, calls: ReadonlyArray<Call>) => {
  const own = vendor.calls.some((call) => call.own.length > 0)
  return calls.map((call) => [
    call.operation.source,
    code(call.name),
    inputs(call),
    ...(own ? [call.own.map(({ tag }) => code(tag)).join(", ")] : []),
    retried(call)
  ])
}

const head = (vendor: Vendor, first: string) => [
  first,
  "Function",
  "Input",
  ...(vendor.calls.some((call) => call.own.length > 0) ? ["Specific errors"] : []),
  "Retried"
]

const operations = (vendor: Vendor): string => {
  const columns = head(vendor, "API reference")
  const raw = columns.map((column) => {
    if (column === "API reference") return vendor.rawTitle ?? ""
    if (column === "Function") return code("request")
    if (column === "Input") return ["method", "path", "query?", "json?"].map(code).join(", ")
    return column === "Retried" ? "as its method" : ""
  })
  const documented = vendor.calls.filter(({ title }) => title !== undefined)
  return Markdown.table(columns, [...rows(vendor, documented), ...(vendor.rawTitle === undefined ? [] : [raw])])
}

const outside = (vendor: Vendor): string => {
  const calls = vendor.calls.filter(({ title }) => title === undefined)
  return Markdown.table(head(vendor, "Operation"), rows(vendor, calls))
}

/** Summarizes the calls that can fail with an error. */
export const meets = (vendor: Vendor, names: ReadonlyArray<string>, common: boolean): string => {
  if (common) return "every"
  return names.length <= 4 ? names.map(code).join(", ") : `${names.length} of ${vendor.calls.length}`
}

const errors = (vendor: Vendor): string => {
  const all = vendor.failures.every(({ common }) => common)
  return Markdown.table(
    ["Status", "Class", "Category", "Meaning", ...(all ? [] : ["Calls"])],
    vendor.failures.map(({ calls, common, type }) => [
      String(type.status),
      code(type.tag),
      type.category,
      type.description,
      ...(all ? [] : [meets(vendor, calls, common)])
    ])
  )
}

const begin = (name: string) => `<!-- ${name} -->`
const end = (name: string) => `<!-- /${name} -->`

/** Returns the tables that a vendor's README must contain, by the names of their markers. */
export const tables = (vendor: Vendor): ReadonlyMap<string, string> =>
  new Map([
    ["operations", operations(vendor)],
    ...(vendor.calls.every(({ title }) => title !== undefined)
      ? []
      : [["operations outside the API reference", outside(vendor)] as const]),
    ["errors", errors(vendor)]
  ])

/** Returns the README with up-to-date tables. */
export const written = (vendor: Vendor, readme: string): string => {
  let text = readme
  for (const [name, table] of tables(vendor)) {
    const [from, to] = [text.indexOf(begin(name)), text.indexOf(end(name))]
    if (from < 0 || to < from) {
      throw new Error(
        `packages/${vendor.name}/README.md has no place for a table: put ${begin(name)} and ${end(name)} there, each on a line of its own`
      )
    }
    text = `${text.slice(0, from)}${begin(name)}\n\n${table}\n\n${text.slice(to)}`
  }
  return text
}

/** Splits a text into hand-written prose and the names of the tables in between. */
export const pieces = (text: string): ReadonlyArray<{ readonly prose: string } | { readonly table: string }> =>
  text
    .split(/<!-- ([\w ]+) -->[\s\S]*?<!-- \/\1 -->/g)
    .map((part, index) => (index % 2 === 0 ? { prose: part.trim() } : { table: part }))
