/** Renders the reports of several vendors as one self-contained HTML page. */
import type { Cell, Mark, Report } from "./Coverage.ts"
import { format } from "./Disagreement.ts"

const witnesses = ["replay", "comparison", "agreement"] as const
const signs: Readonly<Record<Mark, string>> = { passed: "✓", failed: "✗", missing: "·" }
const words: Readonly<Record<Mark, string>> = { passed: "checked", failed: "disagrees", missing: "not checked" }

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const marksOf = (cell: Cell): ReadonlyArray<Mark> => witnesses.map((witness) => cell[witness])

const worstOf = (cell: Cell): Mark => {
  const marks = marksOf(cell)
  if (marks.includes("failed")) return "failed"
  return marks.includes("missing") ? "missing" : "passed"
}

/** The totals of a vendor. */
const totalsOf = ({ interactions, rows }: Report) => {
  const cells = rows.flatMap(({ cells }) => cells)
  return {
    operations: rows.length,
    outcomes: cells.length,
    checked: cells.filter((cell) => worstOf(cell) === "passed").length,
    interactions
  }
}

const cellOf = (cell: Cell | undefined): string => {
  if (cell === undefined) return "<td></td>"
  const title = witnesses.map((witness) => `${witness}: ${words[cell[witness]]}`).join(", ")
  const count = `${cell.interactions} ${cell.interactions === 1 ? "interaction" : "interactions"}`
  const shown = marksOf(cell)
    .map((mark) => signs[mark])
    .join("")
  return `<td class="${worstOf(cell)}" title="${title}; ${count}"><span aria-hidden="true">${shown}</span><span class="hidden">${title}</span></td>`
}

const tableOf = (report: Report): string => {
  const statuses = [...new Set(report.rows.flatMap(({ cells }) => cells.map(({ status }) => status)))].toSorted(
    (a, b) => a - b
  )
  const rows = report.rows.map(({ cells, operation, source }) => {
    const found = statuses.map((status) => cellOf(cells.find((cell) => cell.status === status)))
    const state = cells.some((cell) => worstOf(cell) !== "passed") ? "open" : "passed"
    const searched = [report.vendor, operation, source, ...cells.map(({ status }) => status), state].join(" ")
    return `<tr data-text="${escape(searched.toLowerCase())}"><th scope="row">${escape(operation)}<small>${escape(source)}</small></th>${found.join("")}</tr>`
  })
  const heads = statuses.map((status) => `<th scope="col">${status}</th>`).join("")
  return `<div class="table"><table><thead><tr><th scope="col">Operation</th>${heads}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`
}

const list = (title: string, items: ReadonlyArray<string>, open: boolean): string =>
  items.length === 0
    ? ""
    : `<details${open ? " open" : ""}><summary>${escape(title)}</summary><ul>${items.map((item) => `<li>${escape(item)}</li>`).join("")}</ul></details>`

const sectionOf = (report: Report): string => {
  const { checked, interactions, operations, outcomes } = totalsOf(report)
  const places = report.tolerated.reduce((sum, _) => sum + _.places, 0)
  return `<section id="${escape(report.vendor)}"><h2>${escape(report.vendor)}</h2>
<p>${operations} operations, ${checked} of ${outcomes} outcomes checked by all three, ${interactions} interactions, seed <code>${escape(report.seed)}</code></p>
${list(`${report.disagreements.length} disagreements`, report.disagreements.map(format), true)}
${tableOf(report)}
${list(
  `${report.tolerated.length} tolerances, which explain ${places} places`,
  report.tolerated.map(({ location, places, reason }) => `${location}, ${places} places: ${reason}`),
  false
)}</section>`
}

const summaryOf = (reports: ReadonlyArray<Report>): string => {
  const rows = reports.map((report) => {
    const { checked, interactions, operations, outcomes } = totalsOf(report)
    const state = report.passed ? "passed" : "failed"
    return `<tr><th scope="row"><a href="#${escape(report.vendor)}">${escape(report.vendor)}</a></th><td>${operations}</td><td>${checked} of ${outcomes}</td><td>${interactions}</td><td>${report.disagreements.length}</td><td class="${state}">${report.passed ? "✓ agrees" : "✗ disagrees"}</td></tr>`
  })
  return `<div class="table"><table><thead><tr><th scope="col">Vendor</th><th scope="col">Operations</th><th scope="col">Outcomes</th><th scope="col">Interactions</th><th scope="col">Disagreements</th><th scope="col"></th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`
}

const style = `:root{color-scheme:light dark;--line:#8884;--good:#1a7f37;--bad:#cf222e;--open:#9a6700}
@media(prefers-color-scheme:dark){:root{--good:#3fb950;--bad:#ff7b72;--open:#d29922}}
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}
h2{margin:2rem 0 0}small{display:block;font-weight:normal;opacity:.75}
.table{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td{white-space:nowrap;position:relative}thead th{position:sticky;top:0;background:Canvas}
.passed{color:var(--good)}.failed{color:var(--bad);font-weight:bold}.missing{color:var(--open)}
input{font:inherit;padding:.4rem .6rem;width:min(30rem,100%);box-sizing:border-box}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
details{margin:.75rem 0}li{overflow-wrap:anywhere}`

// A row is shown if it contains every word of the search.
const script = `const field=document.querySelector("input"),count=document.querySelector("output"),rows=[...document.querySelectorAll("tr[data-text]")];
const search=()=>{const words=field.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
for(const row of rows){row.hidden=!words.every(word=>row.dataset.text.includes(word));if(!row.hidden)shown++}
for(const section of document.querySelectorAll("section"))section.hidden=words.length>0&&!section.querySelector("tr[data-text]:not([hidden])");
count.textContent=words.length===0?"":shown+" of "+rows.length+" operations"};
field.addEventListener("input",search);search()`

/** Renders the page, with the reports in the given order. */
export const render = (reports: ReadonlyArray<Report>): string => {
  const passed = reports.every((report) => report.passed)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contract coverage: ${passed ? "all agree" : "there are disagreements"}</title>
<style>${style}</style>
</head>
<body>
<h1>Contract coverage</h1>
${summaryOf(reports)}
<p>Each outcome has three signs: replayed against the mock, compared with the specification, schemas agree.
<span class="passed">✓ checked</span>, <span class="failed">✗ disagreement</span>, <span class="missing">· not checked</span>.</p>
<p><label>Search operations, statuses or <code>open</code>: <input type="search" autocomplete="off"></label> <output aria-live="polite"></output></p>
${reports.map(sectionOf).join("\n")}
<script>${script}</script>
</body>
</html>
`
}
