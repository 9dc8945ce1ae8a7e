/**
 * `npm run prose`: marks what an editor would mark in the Markdown of this repository and in the comments of its sources.
 * See check.ts.
 */
import { globSync, readFileSync } from "node:fs"
import { commandLine } from "../commandLine.ts"

const { only = [""] } = commandLine(
  `Usage: npm run prose -- [--only <path>]

Marks hard words, repeated words and long sentences in Markdown files and in comments.

  --only <path>   only files whose paths begin with this, such as packages/core; may be given several times`,
  { only: { type: "string", multiple: true } }
)
// Loaded only now, because that takes longer than anything before.
const { check } = await import("./check.ts")
const { commentsOf } = await import("./comments.ts")

const root = new URL("../../", import.meta.url)
const markdown = ["*.md", ".changeset/*.md", "*/*.md", "*/*/*.md", "apps/docs/{guides,recipes}/*.md"]
const sources = ["*.ts", "tools/**/*.ts", "{apps,contracts,mocks,packages}/*/{src,test,generated}/**/*.{ts,tsx}"]
const exclude = (name: string) => /^(node_modules|dist|CHANGELOG\.md)$/.test(name)
const files = globSync([...markdown, ...sources], { cwd: root, exclude }).filter((path) =>
  only.some((start) => path.startsWith(start))
)
const remarks: Array<string> = []
for (const path of files.toSorted()) {
  const text = readFileSync(new URL(path, root), "utf8")
  remarks.push(...(await check(path, path.endsWith(".md") ? text : commentsOf(path, text))))
}
if (remarks.length > 0) {
  console.error(remarks.join("\n"))
  process.exitCode = 1
}
