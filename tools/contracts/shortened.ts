/** The table of a vendor, shortened for a terminal: what fails is never left out before what passes. */

/** The maximum number of lines printed per vendor. */
export const longest = 40
/** The maximum number of rows of operations that fail. */
const mostRows = 12

/** Returns the lines to print, and where to find the others. A table is followed by an empty line and its totals. */
export const shortened = (vendor: string, text: string): string => {
  const lines = text.split("\n")
  if (lines.length <= longest) return text
  const end = lines.indexOf("")
  const [head = "", ...rows] = lines.slice(0, end)
  const below = lines.slice(end)
  const failing = rows.filter((row) => /[✗·]/.test(row))
  const room = longest - 2 - Math.min(below.length, longest - 2 - mostRows)
  const shown = (failing.length > 0 ? failing : rows).slice(0, Math.max(room, mostRows))
  const left = longest - 2 - shown.length
  const omitted = rows.length - shown.length + Math.max(0, below.length - left)
  const rest = `  … ${omitted} more lines: contracts/${vendor}/.reports/coverage.txt, or npm run contracts -- ${vendor} --verbose`
  return [head, ...shown, ...below.slice(0, left), rest].join("\n")
}
