/** The page and its files, and the notes on the vendor's sandbox. */
import type * as Bundler from "@salesbridge/page/bundle.ts"
import { existsSync, readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { controlPath } from "../../http/mark.ts"
import { always } from "./reply.ts"

const files: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "style.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml"
}

/**
 * The requested file of the page, by its path below `/_sandbox`. Undefined for other paths and methods, and for `/_sandbox`
 * itself unless HTML is accepted: then the control API responds.
 */
export const fileOf = ({ headers, method }: IncomingMessage, path: ReadonlyArray<string>): string | undefined => {
  if (method !== "GET" || path.length > 1) return undefined
  const [name] = path
  if (name !== undefined) return Object.hasOwn(files, name) ? name : undefined
  return (headers.accept ?? "").includes("text/html") ? "index.html" : undefined
}

const folder = new URL("../page/", import.meta.url)

/** In a variable, so that the build does not inline it: only the workspace bundles the page. */
const bundler = "@salesbridge/page/bundle.ts"

/** The script and the style in the workspace, bundled on the first request. The published package contains them as files. */
let bundled: Promise<Readonly<Record<string, Uint8Array>>> | undefined
const contentOf = async (file: string): Promise<Uint8Array> => {
  if (!existsSync(new URL("app.tsx", folder)) || !/\.(js|css)$/.test(file)) return readFileSync(new URL(file, folder))
  const { bundle } = (await import(bundler)) as typeof Bundler
  bundled ??= bundle(fileURLToPath(folder))
  return (await bundled)[file]!
}

export const sendFile = async (response: ServerResponse, pathname: string, file: string): Promise<void> => {
  // Relative addresses in the page need the slash.
  if (file === "index.html" && pathname === controlPath) {
    response.writeHead(302, { location: `${controlPath}/` }).end()
    return
  }
  const content = await contentOf(file)
  response.writeHead(200, {
    ...always,
    "content-type": files[file]!,
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'"
  })
  response.end(content)
}

/**
 * The path of the README next to a specification, which describes its sandbox: seed, rules, limits and guesses.
 * Undefined if there is none.
 */
export const notesOf = (spec: string): string | undefined => {
  const notes = join(dirname(spec), "README.md")
  return existsSync(notes) ? notes : undefined
}

export const sendNotes = (response: ServerResponse, path: string): void => {
  // Browsers show plain text, but save Markdown.
  response.writeHead(200, { ...always, "content-type": "text/plain; charset=utf-8" })
  response.end(readFileSync(path))
}
