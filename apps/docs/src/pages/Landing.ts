/** The first page: what Salesbridge is, and code that runs, on one screen. */
import * as Markdown from "../Markdown.ts"
import * as Page from "../Page.ts"
import type { Vendor } from "../Vendor.ts"

const file = "README.md"

/** Returns the TypeScript code blocks of a section. */
const examples = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code.trimEnd())

const card = (vendor: Vendor): string =>
  `- [**${vendor.title}**](/vendors/${vendor.name}) ${vendor.calls.length} operations, ${vendor.failures.length} typed errors`

export const landing = (vendors: ReadonlyArray<Vendor>): Page.Page => {
  const { intro, sections } = Page.document(file)
  const first = intro.split("\n\n")[0] ?? ""
  const sentences = first.split(/(?<=\.)\s+/)
  const call = sections.find(({ slug }) => slug === "a-call")
  const [effect = "", promise = ""] = examples(call?.body ?? "")
  const install =
    vendors[0] === undefined ? "" : `npm install ${vendors[0].manifest.name} effect@4.1.0 @effect/platform-node@4.1.0`
  return {
    route: "index",
    title: "Salesbridge",
    description: Markdown.firstSentence(first),
    label: "Overview",
    group: "Start here",
    frontmatter: { layout: "home" },
    texts: [
      Page.made(`<div class="landing">\n<div class="landing-words">`),
      Page.made(`# Salesbridge\n\n<div class="lead">`),
      Page.quoted(file, sentences[0] ?? ""),
      Page.made("</div>"),
      Page.quoted(file, sentences.slice(1).join(" ")),
      Page.made("</div>"),
      Page.made(`<div class="vendors">\n\n${vendors.map(card).join("\n")}`),
      Page.made(
        `<div class="actions">\n\n[Start here](/start) [Recipes](/recipes/nightly-sync) [Errors](/errors)\n\n</div>\n\n</div>`
      ),
      Page.made(`<div class="landing-code">`),
      Page.made(
        `::: code-group\n\n\`\`\`ts [Effect]\n${effect}\n\`\`\`\n\n\`\`\`ts [Promises]\n${promise}\n\`\`\`\n\n\`\`\`sh [Install]\n${install}\n\`\`\`\n\n:::`
      ),
      Page.made("</div>\n</div>")
    ],
    shownParts: []
  }
}
