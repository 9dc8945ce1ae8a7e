/** Reads YAML, and JSON, which is YAML too. The parser is loaded on first use. */
import type * as Parser from "js-yaml"
import { createRequire } from "node:module"
import type { Json } from "./Json.ts"

/** A few aliases can stand for more values than fit into memory. */
const most = 10_000_000

/**
 * Parses a text. Merge keys (`<<`) are applied, and aliases become copies, so that one can be changed without the
 * others. Throws an `Error` that names the line and column.
 */
export const parse = (text: string): Json => {
  const { CORE_SCHEMA, load, mergeTag, YAMLException } = createRequire(import.meta.url)("js-yaml") as typeof Parser
  let left = most
  const copy = (value: unknown): Json => {
    if (--left < 0) throw new Error("its aliases stand for too many values")
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== "object" || value === null) return isJson(value) ? value : null
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copy(one)]))
  }
  try {
    return copy(load(text, { schema: CORE_SCHEMA.withTags(mergeTag) }))
  } catch (error) {
    if (!(error instanceof YAMLException) || error.mark === undefined) throw error
    throw new Error(`${error.reason}, at line ${error.mark.line + 1}, column ${error.mark.column + 1}`, {
      cause: error
    })
  }
}

/** YAML also has `.nan` and `.inf`. */
const isJson = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)
