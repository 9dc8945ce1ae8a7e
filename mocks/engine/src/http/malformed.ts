/**
 * Requests that cannot be read, independent of the specification. Sandboxes and Prism refuse them in the same way,
 * before anything else.
 */
import type { Problem } from "./problem.ts"

/** A media type: type and subtype as HTTP tokens, then parameters. */
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const parameters = `(?:\\s*;\\s*(?:${token}\\s*=\\s*(?:${token}|"(?:[^"\\\\]|\\\\.)*"))?)*`
const mediaType = new RegExp(`^\\s*${token}/${token}${parameters}\\s*$`)

/** What is wrong with a request's address or headers. Undefined if nothing is. */
export const malformed = (
  url: string,
  headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
): Problem | undefined => {
  const path = pathOf(url)
  if (!path.startsWith("/")) return { status: 400, title: "Bad request", detail: `"${path}" is not a path.` }
  if (!isDecodable(path)) return { status: 400, title: "Bad request", detail: `"${path}" is badly encoded.` }
  const { accept, "content-type": type } = headers
  if (typeof accept === "string" && !isAccept(accept)) {
    return { status: 406, title: "Not acceptable", detail: `"${accept}" in Accept is not a list of media types.` }
  }
  if (typeof type === "string" && type !== "" && !mediaType.test(type)) {
    return { status: 415, title: "Unsupported media type", detail: `"${type}" in Content-Type is not a media type.` }
  }
  return undefined
}

/** Path and query of a request's target, which clients of a proxy send as a whole address. */
export const pathAndQuery = (target: string): string =>
  target.startsWith("/") || !URL.canParse(target) ? target : target.replace(/^https?:\/\/[^/?#]*\/?/i, "/")

/** The part before the query. */
export const pathOf = (url: string): string => {
  const end = url.indexOf("?")
  return end === -1 ? url : url.slice(0, end)
}

const isDecodable = (path: string): boolean => {
  if (!path.includes("%")) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

// The two values that most clients send.
const isAccept = (accept: string): boolean =>
  accept === "*/*" ||
  accept === "application/json" ||
  accept.trim() === "" ||
  accept.split(",").every((range) => range.trim() === "" || mediaType.test(range))
