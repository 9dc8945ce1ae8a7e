/** Node's modules, loaded at run time, so that a bundle for browsers has no import that it cannot resolve. */
import type * as Fs from "node:fs/promises"
import type * as Path from "node:path"

export const fs = (): typeof Fs => builtin("node:fs/promises")
export const path = (): typeof Path => builtin("node:path")

const builtin = <Module>(name: string): Module => {
  const found: unknown = globalThis.process?.getBuiltinModule?.(name)
  if (found === undefined) throw new Error(`A file lock needs ${name}: Node.js 20.16 or newer, Deno or Bun.`)
  return found as Module
}

/** The code of a failed system call, such as `ENOENT`. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined

/** Runs a system call whose failure with one of these codes means that there is nothing to do. */
export const unless = async <A>(codes: ReadonlyArray<string>, call: Promise<A>): Promise<A | undefined> => {
  try {
    return await call
  } catch (error) {
    if (codes.includes(codeOf(error) ?? "")) return undefined
    throw error
  }
}
