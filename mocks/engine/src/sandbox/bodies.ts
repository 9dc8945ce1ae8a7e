/** Reads the bodies of requests, and finds the schema that each must match. */
import type { ValidateFunction } from "ajv"
import type { Json, JsonObject } from "@salesbridge/openapi/Json"
import { parseJson } from "../http/json.ts"
import type { Compilers } from "./Compilers.ts"
import { formReader, typesIn } from "./parameters.ts"
import { type Body, formType } from "./Specification.ts"

interface ReadBody {
  readonly value: unknown
  /** What must accept the value. Undefined if nothing needs to. */
  readonly validate?: ValidateFunction | undefined
  /** What is wrong with the body as a whole. */
  readonly wrong?: string
  /** Whether the operation does not accept its media type. */
  readonly unsupported?: boolean
}

interface Incoming {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const nobody: ReadBody = { value: undefined }

/** Reads JSON and forms by their schemas, text as it is, and anything else unchecked. */
export const bodyReader = (
  document: JsonObject,
  declared: Body | undefined,
  compilers: Compilers
): ((incoming: Incoming) => ReadBody) => {
  if (declared === undefined) return () => nobody
  const contents = new Map(Object.entries(declared.content))
  const readers = new Map<string, (text: string) => ReadBody>()
  return ({ body, headers }) => {
    if (body === "") return declared.required ? { value: undefined, wrong: "is missing" } : nobody
    const type = (headers["content-type"] || "application/json").split(";")[0]!.trim().toLowerCase()
    const range = [type, type.replace(/\/.*/, "/*"), "*/*"].find((_) => contents.has(_))
    if (range === undefined) {
      return {
        value: undefined,
        wrong: `is ${type}; it must be ${[...contents.keys()].join(" or ")}`,
        unsupported: true
      }
    }
    const kind = kindOf(type)
    let read = readers.get(`${kind} ${range}`)
    if (read === undefined) {
      read = readerOf(document, kind, contents.get(range) as Json, declared, compilers)
      readers.set(`${kind} ${range}`, read)
    }
    return read(body)
  }
}

type Kind = "json" | "form" | "text" | "other"

const kindOf = (type: string): Kind => {
  if (/[/+]json$/.test(type)) return "json"
  if (type === formType) return "form"
  return type.startsWith("text/") ? "text" : "other"
}

/** The reader of a kind of content. Its schema is compiled for the first body. */
const readerOf = (
  document: JsonObject,
  kind: Kind,
  schema: Json,
  { form }: Body,
  { coercing, strict }: Compilers
): ((text: string) => ReadBody) => {
  if (kind === "json") {
    const validate = strict(schema)
    return (text) => {
      try {
        return { value: parseJson(text), validate }
      } catch (cause) {
        return { value: undefined, wrong: `is not JSON: ${cause instanceof Error ? cause.message : String(cause)}` }
      }
    }
  }
  if (kind === "form") {
    const [validate, read] = [coercing(schema), formReader(document, form)]
    return (text) => ({ value: read(text), validate })
  }
  const types = typesIn(document, schema)
  const isText = kind === "text" && !types.has("object") && !types.has("array")
  const validate = isText ? coercing(schema) : undefined
  return (text) => ({ value: text, validate })
}
