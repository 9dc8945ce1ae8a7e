/** Colours code blocks. VitePress would tokenize each four times, and write the colours of both themes to each token. */
import { createHighlighter } from "shiki"
import { EncodedTokenMetadata, INITIAL } from "shiki/textmate"
import dark from "shiki/themes/github-dark-high-contrast.mjs"
import light from "shiki/themes/github-light-high-contrast.mjs"

const colorsOf = ({ tokenColors = [] }: typeof light) => tokenColors.map(({ settings }) => settings.foreground ?? "")

/** The themes have the same rules, and each colour of one always has the same counterpart in the other. */
const darkOf = new Map(colorsOf(light).map((color, index) => [color.toUpperCase(), colorsOf(dark)[index]]))
const plain = light.colors?.["editor.foreground"]?.toUpperCase() ?? ""
const classes = new Map([...darkOf.keys()].map((color, index) => [color, `code-${index}`]))
// Text in the usual colour needs no element.
classes.delete(plain)
classes.delete("")

const rules = (name: string, property: string, color: string): string =>
  `.${name} { ${property}: ${color} }\n.dark .${name} { ${property}: ${darkOf.get(color)} }\n`
export const style = [
  rules("code", "--vp-code-block-color", plain),
  ...[...classes].map(([color, name]) => rules(name, "color", color))
].join("")

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

/** Returns the function with which VitePress turns code into elements. */
export const highlighter = async (): Promise<(code: string, language: string) => string> => {
  const shiki = await createHighlighter({ themes: [light], langs: ["ts", "js", "sh", "console", "json", "yaml"] })
  const { colorMap } = shiki.setTheme(light)
  return (code, language) => {
    const grammar = ["", "txt", "text"].includes(language) ? undefined : shiki.getLanguage(language)
    let state = INITIAL
    const colored = (line: string): string => {
      const result = grammar?.tokenizeLine2(line, state)
      if (result === undefined) return escaped(line)
      state = result.ruleStack
      const { tokens } = result
      let html = ""
      // Each token is two numbers: its start, and its metadata.
      for (let index = 0; index < tokens.length; index += 2) {
        const text = escaped(line.slice(tokens[index], tokens[index + 2]))
        const name = classes.get(colorMap[EncodedTokenMetadata.getForeground(tokens[index + 1] ?? 0)] ?? "")
        html += name === undefined ? text : `<span class="${name}">${text}</span>`
      }
      return html
    }
    const lines = code
      .trimEnd()
      .split("\n")
      .map((line) => `<span class="line">${colored(line)}</span>`)
    return `<pre${grammar === undefined ? "" : ' class="code"'} v-pre tabindex="0"><code>${lines.join("\n")}</code></pre>`
  }
}
