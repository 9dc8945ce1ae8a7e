/** Renders the corpus as the table in contract-kit's README. `node test/corpus/table.ts` writes it. */
import { readFileSync, writeFileSync } from "node:fs"
import { corpus, type Verdict } from "./index.ts"

const readme = new URL("../../README.md", import.meta.url)
const [start, end] = ["<!-- corpus -->", "<!-- /corpus -->"]

const words = (verdict: Verdict | undefined): string => {
  if (verdict === undefined) return "not tried"
  if (verdict === "supported") return verdict
  return "ignored" in verdict
    ? `ignored: ${uncapitalized(verdict.ignored)}`
    : `refused: ${uncapitalized(verdict.refused)}`
}

/** A verdict may be the beginning of a message. Only its first word is changed, and not if it is an acronym. */
const uncapitalized = (text: string): string => text.replace(/^[A-Z](?=[a-z ])/, (_) => _.toLowerCase())

const totals = (of: (_: (typeof corpus)[number]) => Verdict | undefined): string => {
  const all = corpus.map((_) => words(of(_)).split(":")[0])
  return ["supported", "ignored", "refused"].map((kind) => `${all.filter((_) => _ === kind).length} ${kind}`).join(", ")
}

/** The table without padding in its cells. */
export const table = (): string =>
  [
    `${corpus.length} documents. The contract checks: ${totals(({ kit }) => kit)}.`,
    "",
    "| what a file has | contract checks | `vendor:new` |",
    "| --- | --- | --- |",
    ...corpus.map(({ feature, generator, kit }) => `| ${feature} | ${words(kit)} | ${words(generator)} |`)
  ].join("\n")

/** The README's table without padding. */
export const written = (): string => {
  const text = readFileSync(readme, "utf8")
  const section = text.slice(text.indexOf(start) + start.length, text.indexOf(end))
  return section.trim().replaceAll(/ +\|/g, " |").replaceAll(/\|  +/g, "| ").replaceAll(/-{3,}/g, "---")
}

if (import.meta.main) {
  const text = readFileSync(readme, "utf8")
  const before = text.slice(0, text.indexOf(start) + start.length)
  writeFileSync(readme, `${before}\n\n${table()}\n\n${text.slice(text.indexOf(end))}`)
}
