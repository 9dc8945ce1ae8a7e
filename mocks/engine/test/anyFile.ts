/** Sandboxes of small OpenAPI files that a test writes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import { type RunningSandbox, startSandbox } from "../src/sandbox/index.ts"

/** Writes files to a folder that the test deletes, and returns the path of the first. */
export const written = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "salesbridge-any-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return join(folder, Object.keys(files)[0]!)
}

/** The text of an OpenAPI file with these paths. */
export const openapi = (paths: object, more: object = {}): string =>
  JSON.stringify({ openapi: "3.0.3", info: { title: "Any", version: "1" }, paths, ...more })

/** Starts the sandbox of an OpenAPI file with these paths. */
export const anyFile = async (paths: object, more: object = {}): Promise<RunningSandbox> => {
  const sandbox = await startSandbox({ vendor: "any", spec: written({ "any.json": openapi(paths, more) }) })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** An operation that accepts what is given here, and answers "ok". */
export const accepting = (more: object = {}): object => ({
  responses: { "200": { description: "Fine.", content: { "application/json": { example: "ok" } } } },
  ...more
})

/** The status of a call, with the mistakes that a 422 lists. */
export const asked = async ({ url }: RunningSandbox, path: string, init: RequestInit = {}): Promise<string> => {
  const response = await fetch(url + path, init)
  const text = await response.text()
  if (response.status < 400 || text === "") return String(response.status)
  const { detail = "", violations = [] } = JSON.parse(text) as {
    readonly detail?: string
    readonly violations?: ReadonlyArray<{ readonly in: string; readonly name: string; readonly message: string }>
  }
  const listed = violations.map((_) => `${_.in} ${_.name} ${_.message}`)
  return `${response.status} ${listed.length > 0 ? listed.join(", ") : detail}`
}

export const post = (body: string, type = "application/json"): RequestInit => ({
  method: "POST",
  headers: { "content-type": type },
  body
})
