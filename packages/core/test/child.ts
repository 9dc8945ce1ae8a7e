/** Runs a script of this folder in a separate process. */
import { spawn } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { bundle } from "./bundle.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** A script of this folder as one file. */
export const bundled = (script: string): string => bundle(here(script), here(`../.reports/${script}.mjs`))

export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), "salesbridge-compile-cache") }

/** Its standard output. Fails if its exit code is not 0. */
export const child = (script: string, args: ReadonlyArray<string>, flags: ReadonlyArray<string> = []) =>
  new Promise<string>((resolve, reject) => {
    const started = spawn(process.execPath, [...flags, bundled(script), ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...compileCache }
    })
    let out = ""
    let err = ""
    started.stdout.on("data", (chunk) => (out += chunk))
    started.stderr.on("data", (chunk) => (err += chunk))
    started.on("error", reject)
    started.on("close", (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${script} ended with ${code}: ${err}`))
    )
  })
