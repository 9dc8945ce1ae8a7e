/** What an editor would mark in a text: hard words, words twice, a wrong article, and sentences that are too long. */
import type { Node } from "nlcst"
import { toString } from "nlcst-to-string"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import remarkRetext from "remark-retext"
import retextEnglish from "retext-english"
import retextIndefiniteArticle from "retext-indefinite-article"
import retextRepeatedWords from "retext-repeated-words"
import { unified } from "unified"
import { visit } from "unist-util-visit"
import { VFile } from "vfile"
import { words } from "./words.ts"

/** The words of a sentence that can still be read once. A sentence that begins with code counts with the one before. */
const longest = 55

const hardWords = () => (tree: Node, file: VFile) =>
  visit(tree, "SentenceNode", (sentence) => {
    // Code counts as a word, and no rule looks into it.
    const text = toString(sentence.children.map((_) => (_.type === "SourceNode" ? { ..._, value: "code" } : _)))
    const count = text.split(/\s+/).filter((_) => /\w/.test(_)).length
    if (count > longest) file.message(`a sentence of ${count} words; at most ${longest}`, { place: sentence.position })
    for (const { advice, pattern } of words) {
      const found = pattern.exec(text)?.[0]
      if (found !== undefined) file.message(`"${found}": write ${advice}`, { place: sentence.position })
    }
  })

const english = unified().use(retextEnglish).use(retextRepeatedWords).use(retextIndefiniteArticle).use(hardWords)
const markdown = remark().use(remarkGfm).use(remarkRetext, english)

/** The remarks on a text in Markdown, each with file and line. Code is not looked at. */
export const check = async (path: string, text: string): Promise<ReadonlyArray<string>> => {
  const file = new VFile({ path, value: text })
  await markdown.run(markdown.parse(file), file)
  return file.messages
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line = 1, reason }) => `${path}:${line}: ${reason}`)
}
