/** `npm run prose`: looks at the words of all Markdown and of all doc comments. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { commandLine } from "../commandLine.ts"
import { check } from "./check.ts"
import { docComments } from "./docComments.ts"

commandLine("Usage: npm run prose\n\nMarks hard words and long sentences in Markdown and doc comments.", {})
const root = new URL("../../", import.meta.url)
const files = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n")
const remarks: Array<string> = []
for (const path of files.filter((_) => !/CHANGELOG\.md$|\/fixtures\/|\/test\/corpus\//.test(_))) {
  const text = readFileSync(new URL(path, root), "utf8")
  remarks.push(...(await check(path, path.endsWith(".md") ? text : docComments(path, text))))
}
if (remarks.length > 0) {
  console.error(remarks.join("\n"))
  process.exitCode = 1
}
