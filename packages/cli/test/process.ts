/** Runs the command in a separate process, from its sources. */
import { execFile, spawn } from "node:child_process"
import { closeSync, openSync } from "node:fs"
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

/** Runs the command with a full disk as its standard output or standard error. */
export const onFullDisk = (args: ReadonlyArray<string>, stream: "out" | "err"): Promise<Ended> =>
  new Promise((resolve) => {
    const [node, ...first] = command
    const full = openSync("/dev/full", "w")
    const stdio =
      stream === "out" ? ["ignore" as const, full, "pipe" as const] : ["ignore" as const, "pipe" as const, full]
    const env = { PATH: process.env["PATH"], HOME: "/nonexistent" }
    const child = spawn(node, [...first, ...args], { env, stdio })
    closeSync(full)
    let text = ""
    child[stream === "out" ? "stderr" : "stdout"]!.on("data", (chunk) => (text += String(chunk)))
    child.on("close", (code) =>
      resolve({ code: code ?? 1, out: stream === "out" ? "" : text, err: stream === "out" ? text : "" })
    )
  })
