/** Runs the command in a separate process, from its sources. */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"

/** The program and its first arguments. */
export const command: readonly [string, ...ReadonlyArray<string>] = [
  process.execPath,
  "--conditions=@salesbridge/source",
  fileURLToPath(new URL("../src/bin.ts", import.meta.url))
]

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command until it exits. */
export const salesbridge = (args: ReadonlyArray<string>, options: { readonly input?: string } = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const [node, ...first] = command
    const env = { PATH: process.env["PATH"], HOME: "/nonexistent" }
    const child = execFile(node, [...first, ...args], { env, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1, out, err })
    )
    child.stdin!.end(options.input ?? "")
  })
