/** The table of vendors in the repository's README. What can be counted is kept up to date; the rest is prose. */
import * as Markdown from "./Markdown.ts"
import type { Vendor } from "./Vendor.ts"

const cellsOf = (line: string): ReadonlyArray<string> =>
  line
    .replace(/^\| *| *\|$/g, "")
    .split("|")
    .map((cell) => cell.trim())

const fileOf = (name: string) => `packages/${name}/README.md`

const limits = ({ definition }: Vendor): string =>
  (definition.limits ?? []).map(({ limit, window }) => `${limit} in ${String(window)}`).join(", ") || "not documented"

/** Returns a row for a vendor that has none. */
const begun = (vendor: Vendor, hasWebhooks: boolean): ReadonlyArray<string> => {
  const link = vendor.calls[0]?.description.link
  return [
    vendor.title,
    `[${vendor.manifest.name}](${fileOf(vendor.name)})`,
    "",
    "",
    hasWebhooks ? "yes" : "no",
    limits(vendor),
    link === undefined ? "" : `[${link.replace(/^https?:\/\//, "")}](${link})`
  ]
}

/** Returns the README with a row for each vendor, with its numbers of calls and of errors. */
export const withVendors = (
  readme: string,
  vendors: ReadonlyArray<Vendor>,
  hasWebhooks: (vendor: string) => boolean
): string => {
  const found = /^\| Vendor .*\n\|[ -|]*\n((?:\|.*\n)*)/m.exec(readme)
  if (found === null) throw new Error("README.md has no table that begins with the column Vendor")
  const [whole, body = ""] = found
  const old = body.trimEnd().split("\n").map(cellsOf)
  const missing = vendors.filter(({ name }) => !old.some((cells) => cells[1]?.includes(`(${fileOf(name)})`)))
  const rows = [...old, ...missing.map((_) => begun(_, hasWebhooks(_.name)))].map((cells) => {
    const vendor = vendors.find(({ name }) => cells[1]?.includes(`(${fileOf(name)})`))
    if (vendor === undefined) return cells
    return cells.with(2, String(vendor.calls.length)).with(3, String(vendor.failures.length))
  })
  const head = cellsOf(whole.slice(0, whole.indexOf("\n")))
  return readme.replace(whole, () => `${Markdown.table(head, rows)}\n`)
}
