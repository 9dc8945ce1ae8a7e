/** Writes the call of an operation as code: with Effect, with promises, and in a terminal. */
import { type Description, exampleFlags } from "@salesbridge/cli/Description"
import { exampleOf } from "@salesbridge/cli/JsonSchema"
import type { Json } from "@salesbridge/openapi/Json"
import * as Result from "effect/Result"
import * as SchemaParser from "effect/SchemaParser"
import type { Call, Vendor } from "./Vendor.ts"

/** The width of the text column, in characters of code. */
const width = 76

const indented = (text: string): string => text.replaceAll("\n", "\n  ")

/** Formats a value as TypeScript. */
const literal = (value: unknown): string => {
  if (value instanceof Date) return `new Date(${JSON.stringify(value.toISOString())})`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined"
  const isList = Array.isArray(value)
  const parts = Object.entries(value).map(([name, part]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
    return isList ? literal(part) : `${key}: ${literal(part)}`
  })
  const [open, close] = isList ? ["[", "]"] : ["{", "}"]
  if (parts.length === 0) return `${open}${close}`
  const line = isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`
  if (line.length <= width - 30 && !line.includes("\n")) return line
  return `${open}\n  ${parts.map(indented).join(",\n  ")}\n${close}`
}

/** Returns an input for the operation: the specification's example if there is one, otherwise the required fields. */
const inputOf = (
  { fields, input, parameters }: Description,
  shown: Readonly<{ [name: string]: Json }>
): Readonly<Record<string, unknown>> => {
  const read = SchemaParser.decodeUnknownResult(input)
  const names = new Set(parameters.map(({ name }) => name))
  const required: Record<string, unknown> = {}
  for (const { path, required: isRequired, schema, isList } of fields) {
    const [name = "", inner] = path
    if (!isRequired || name in required) continue
    const example = shown[name] ?? exampleOf(schema)
    const value = isList && !Array.isArray(example) ? [example] : example
    required[name] = inner === undefined ? value : { [inner]: value }
  }
  const whole = { ...required, ...Object.fromEntries(Object.entries(shown).filter(([name]) => names.has(name))) }
  for (const candidate of [whole, required]) {
    const result = read(candidate)
    if (Result.isSuccess(result)) return result.success as Readonly<Record<string, unknown>>
  }
  return required
}

export interface Example {
  readonly effect: string
  readonly promise: string
  readonly command: string
}

export const example = (vendor: Vendor, call: Call): Example => {
  const { described, description, operation, own, resource } = call
  const input = inputOf(description, described[0]?.input ?? {})
  const given = Object.keys(input).length === 0 ? "" : literal(input)
  const name = `${call.name}(${given})`
  const factory = `create${vendor.service}`
  const credentials = vendor.credentials.flatMap(({ name, optional }) => (optional ? [] : [name])).join(", ")
  const error = own[0] ?? operation.errors[0]
  const caught = `  Effect.catchTag("${error?.tag}", (error) => Effect.logError(error.message))`
  return {
    effect: [
      `import { ${resource} } from "${vendor.manifest.name}"`,
      `import { Effect } from "effect"`,
      "",
      `const program = ${name}.pipe(`,
      [`  Effect.tap((answer) => Effect.log(answer))`, ...(error === undefined ? [] : [caught])].join(",\n"),
      ")"
    ].join("\n"),
    promise: [
      `import { ${factory} } from "${vendor.manifest.name}/promise"`,
      "",
      `const ${vendor.name} = ${factory}({ ${credentials} })`,
      `const answer = await ${vendor.name}.${name}`
    ].join("\n"),
    command: ["salesbridge call", vendor.name, description.name, ...exampleFlags(description)].join(" ")
  }
}
