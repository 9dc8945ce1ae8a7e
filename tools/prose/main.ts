/** `npm run prose`: marks what an editor would mark in the Markdown of this repository. See check.ts. */
import { globSync, readFileSync } from "node:fs"
import { commandLine } from "../commandLine.ts"
import { check } from "./check.ts"

commandLine("Usage: npm run prose\n\nMarks hard words, repeated words and long sentences in Markdown files.", {})
const root = new URL("../../", import.meta.url)
const files = globSync(["*.md", ".changeset/*.md", "*/*.md", "*/*/*.md", "apps/docs/{guides,recipes}/*.md"], {
  cwd: root,
  exclude: (name) => /^(node_modules|dist|CHANGELOG\.md)$/.test(name)
})
const remarks: Array<string> = []
for (const path of files.toSorted()) {
  remarks.push(...(await check(path, readFileSync(new URL(path, root), "utf8"))))
}
if (remarks.length > 0) {
  console.error(remarks.join("\n"))
  process.exitCode = 1
}
