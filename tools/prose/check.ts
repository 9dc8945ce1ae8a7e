/**
 * Checks a text for what an editor would mark: hard words, repeated words, a wrong article, and sentences that are too
 * long.
 */
import { toString } from "nlcst-to-string"
import { ParseEnglish } from "parse-english"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import remarkRetext from "remark-retext"
import retextIndefiniteArticle from "retext-indefinite-article"
import retextRepeatedWords from "retext-repeated-words"
import { visit } from "unist-util-visit"
import { VFile } from "vfile"
import { words } from "./words.ts"

/**
 * The maximum number of words in a sentence that is understood at first reading. A sentence that begins with code
 * counts with the previous one.
 */
const longest = 55

type Root = Parameters<ReturnType<typeof retextRepeatedWords>>[0]

const hardWords =
  () =>
  (tree: Root, file: VFile): void => {
    visit(tree, "SentenceNode", (sentence) => {
      // Code counts as a word, and the rules ignore its content.
      const text = toString(sentence.children.map((_) => (_.type === "SourceNode" ? { ..._, value: "code" } : _)))
      const count = text.split(/\s+/).filter((_) => /\w/.test(_)).length
      if (count > longest)
        file.message(`a sentence of ${count} words; at most ${longest}`, { place: sentence.position })
      for (const { advice, pattern } of words) {
        const found = pattern.exec(text)?.[0]
        if (found !== undefined) file.message(`"${found}": write ${advice}`, { place: sentence.position })
      }
    })
  }

const editor = remark()
  .use(remarkGfm)
  .use(remarkRetext, ParseEnglish)
  .use(retextRepeatedWords)
  .use(retextIndefiniteArticle)
  .use(hardWords)

/** Returns the remarks on a Markdown text, each with file and line. Code is ignored. */
export const check = async (path: string, text: string): Promise<ReadonlyArray<string>> => {
  const file = new VFile({ path, value: text })
  await editor.run(editor.parse(file), file)
  return file.messages
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line = 1, reason }) => `${path}:${line}: ${reason}`)
}
