/** What an editor would mark in a text: hard words, words twice, a wrong article, and sentences that are too long. */
import { toString } from "nlcst-to-string"
import type { Node } from "nlcst"
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

/** A sentence has one thought. */
export const longest = 45

const own = () => (tree: Node, file: VFile) => {
  visit(tree, "SentenceNode", (sentence) => {
    const text = toString(sentence)
    const count = text.split(/\s+/).filter((_) => /\w/.test(_)).length
    if (count > longest) file.message(`A sentence of ${count} words; at most ${longest}`, { place: sentence.position })
    for (const { advice, pattern } of words) {
      const found = pattern.exec(text)?.[0]
      if (found !== undefined) file.message(`\`${found.trim()}\`: write ${advice}`, { place: sentence.position })
    }
  })
}

const english = unified().use(retextEnglish).use(retextRepeatedWords).use(retextIndefiniteArticle).use(own)
const markdown = remark().use(remarkGfm).use(remarkRetext, english)

/** The remarks on a text in Markdown, in the order of its lines. */
export const check = async (path: string, text: string): Promise<ReadonlyArray<string>> => {
  const file = new VFile({ path, value: text })
  await markdown.run(markdown.parse(file), file)
  return file.messages
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map((_) => `${path}:${_.line ?? 1}: ${_.reason}`)
}
