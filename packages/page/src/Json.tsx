/** Formatted JSON in colours. */
import type { ComponentChildren } from "preact"

const tokens = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g
/** In characters; colouring more would take too long. */
const mostColoured = 200_000

const Coloured = ({ text }: { readonly text: string }) => {
  const parts: Array<ComponentChildren> = []
  let end = 0
  for (const match of text.length > mostColoured ? [] : text.matchAll(tokens)) {
    const word = match[1] ?? match[0]
    const look = match[2] ? "key" : match[1] ? "text" : "other"
    parts.push(text.slice(end, match.index), <span class={look}>{word}</span>)
    end = match.index + word.length
  }
  return (
    <pre tabIndex={0}>
      {parts}
      {text.slice(end)}
    </pre>
  )
}

/** Breaks the beginning of a truncated JSON text into lines. */
const indented = (text: string): string => {
  let depth = 0
  const line = () => `\n${"  ".repeat(depth)}`
  return text.replace(/"(?:\\.|[^"\\])*"?|[{}[\],:]|\s+/g, (token) => {
    if (token === "{" || token === "[") {
      depth++
      return token + line()
    }
    if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1)
      return line() + token
    }
    if (token === ",") return token + line()
    if (token === ":") return ": "
    return token.startsWith('"') ? token : ""
  })
}

export const Json = ({ value }: { readonly value: unknown }) => <Coloured text={JSON.stringify(value, null, 2) ?? ""} />

/** The body of a request or a response, formatted if it is JSON. `…` at its end means that it was truncated there. */
export const Body = ({ body }: { readonly body: unknown }) => {
  if (body === "") return <p class="quiet">empty</p>
  if (typeof body !== "string") return <Json value={body} />
  try {
    return <Json value={JSON.parse(body)} />
  } catch {
    return /^[{[].*…$/s.test(body) ? <Coloured text={indented(body)} /> : <pre tabIndex={0}>{body}</pre>
  }
}
