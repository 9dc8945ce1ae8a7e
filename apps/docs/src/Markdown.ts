/** Markdown as text: sections, anchors, tables, and what must not be taken for markup. */

export interface Section {
  /** As written, without the number signs. */
  readonly heading: string
  /** Its anchor, as GitHub makes it. */
  readonly slug: string
  /** What follows, up to the next heading of the same level. */
  readonly body: string
}

export interface Document {
  readonly title: string
  /** What stands before the first section. */
  readonly intro: string
  readonly sections: ReadonlyArray<Section>
}

/** The anchor that GitHub gives a heading. */
export const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[`*_]|\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-")

/** Lines that begin or end a block of code, and those in it, are true here. */
const fenced = (lines: ReadonlyArray<string>): ReadonlyArray<boolean> => {
  let fence = ""
  return lines.map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== "") {
      if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = ""
      return true
    }
    if (mark !== undefined) fence = mark
    return mark !== undefined
  })
}

/** Without blank lines around it. Blanks before the first word stay: they may make it a command. */
export const trimmed = (text: string): string => text.replaceAll(/^(?:[ \t]*\n)+|\s+$/g, "")

/** A document by its headings of level two. */
export const parse = (text: string): Document => {
  const lines = text.split("\n")
  const code = fenced(lines)
  const starts = lines.flatMap((line, index) => (!code[index] && line.startsWith("## ") ? [index] : []))
  const titleLine = lines.findIndex((line, index) => !code[index] && line.startsWith("# "))
  const part = (from: number, to: number | undefined) => trimmed(lines.slice(from, to).join("\n"))
  return {
    title: (lines[titleLine] ?? "").slice(2).trim(),
    intro: part(titleLine + 1, starts[0]),
    sections: starts.map((start, index) => {
      const heading = (lines[start] ?? "").slice(3).trim()
      return { heading, slug: slug(heading), body: part(start + 1, starts[index + 1]) }
    })
  }
}

/** Applies a function to what is prose, and leaves blocks of code and code in a line as they are. */
const outsideCode = (text: string, change: (prose: string) => string): string => {
  const lines = text.split("\n")
  const code = fenced(lines)
  const chunks: Array<{ readonly code: boolean; readonly lines: Array<string> }> = []
  for (const [index, line] of lines.entries()) {
    const verbatim = code[index] === true || /^ {4}(?! *[-*\d])/.test(line)
    const last = chunks.at(-1)
    if (last?.code === verbatim) last.lines.push(line)
    else chunks.push({ code: verbatim, lines: [line] })
  }
  return chunks
    .map(({ code, lines }) => {
      const chunk = lines.join("\n")
      if (code) return chunk
      return chunk
        .split(/(`+)([\s\S]*?[^`])\1(?!`)/g)
        .map((part, index, parts) => {
          if (index % 3 === 0) return change(part)
          // The mark and what stands between it and its twin.
          return index % 3 === 1 ? "" : `${parts[index - 1]}${part}${parts[index - 1]}`
        })
        .join("")
    })
    .join("\n")
}

/** Gives every link of the prose another target. The text of a link may be code. */
export const withLinks = (text: string, change: (target: string) => string): string =>
  outsideCode(text, (prose) => prose.replaceAll(/\]\(([^()\s]+)\)/g, (_, target: string) => `](${change(target)})`))

/** Prose in which nothing is an element or an expression of the page's components. */
export const safe = (text: string): string =>
  outsideCode(text, (prose) =>
    prose
      .replaceAll(/<!--[\s\S]*?-->/g, "")
      .replaceAll(/<(?!https?:)/g, "&lt;")
      .replaceAll("{{", "&#123;&#123;")
  )

/** Commands that are only indented, as blocks of their own. */
export const withFences = (text: string): string => {
  const lines = text.split("\n")
  const code = fenced(lines)
  const indented = lines.map((line, index) => !code[index] && /^ {4}\S/.test(line))
  const begins = (index: number) =>
    indented[index] === true && !indented[index - 1] && (index === 0 || lines[index - 1]?.trim() === "")
  let inside = false
  return lines
    .flatMap((line, index) => {
      const first = !inside && begins(index)
      if (first) inside = true
      if (!inside) return [line]
      const next = lines.findIndex((other, at) => at > index && other.trim() !== "")
      const last = line.trim() !== "" && !(next > 0 && /^ {4}/.test(lines[next] ?? "") && !code[next])
      if (last) inside = false
      // The shell's colours suit a command alone, not what checks print.
      const language = /^ {4}(npm|npx|node|git) /.test(line) ? "sh" : "txt"
      return [...(first ? [`\`\`\`${language}`] : []), line.slice(4), ...(last ? ["```"] : [])]
    })
    .join("\n")
}

/** The heading of a page's part, with an anchor of its own. */
export const heading = (level: number, text: string, anchor: string): string =>
  `${"#".repeat(level)} ${text} {:#${anchor}}`

/** The headings inside a section, all levels deeper by so many, each with GitHub's anchor after a prefix. */
export const inner = (text: string, deeper = 0, prefix = ""): string => {
  const lines = text.split("\n")
  const code = fenced(lines)
  return lines
    .map((line, index) => {
      const found = code[index] ? null : /^(#{2,5}) (.*)$/.exec(line)
      if (found === null) return line
      const [, marks = "", words = ""] = found
      return heading(marks.length + deeper, words, `${prefix}${slug(words)}`)
    })
    .join("\n")
}

/** The anchors of the headings in a text. */
export const anchors = (text: string): ReadonlyArray<string> => {
  const lines = text.split("\n")
  const code = fenced(lines)
  return lines.flatMap((line, index) => {
    const words = code[index] ? undefined : /^#{2,5} (.*)$/.exec(line)?.[1]
    return words === undefined ? [] : [slug(words)]
  })
}

const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|")

/** A table whose columns are aligned, as the formatter has them. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const all = [head, ...rows].map((row) => row.map(cell))
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => [...(row[column] ?? "")].length)))
  const line = (row: ReadonlyArray<string>) =>
    `| ${widths.map((width, column) => `${row[column] ?? ""}${" ".repeat(width - [...(row[column] ?? "")].length)}`).join(" | ")} |`
  const [first = [], ...others] = all
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join("\n")
}

/** The first sentence of a text, without markup, for a page's description. */
export const firstSentence = (text: string): string => {
  const plain = text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
  return /^.*?[.:](?=\s|$)/.exec(plain)?.[0].replace(/:$/, ".") ?? plain
}
