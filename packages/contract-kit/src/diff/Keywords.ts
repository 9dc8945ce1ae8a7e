/** Sorts the keywords of an operation by what a change of them means: nothing, something unknown, or what rules tell. */
import { canonical, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { resolve } from "@salesbridge/openapi/Document"

/** Keywords whose values are maps with names, not keywords, as keys. */
const named = new Set(["properties", "responses", "content", "headers", "parameters", "schemes"])
/** Keywords with text for people. */
const words = new Set(["description", "summary", "title", "deprecated", "tags", "externalDocs", "example"])
/** Extensions that are notes. Others may have a meaning, as `x-safety` has. */
const notes = new Set(["x-decision", "x-provenance"])
/** Whether the values of a keyword are only text for people. */
export const isText = (keyword: string): boolean => words.has(keyword) || notes.has(keyword)

const known = new Set(
  `$ref type nullable properties required items enum const allOf oneOf anyOf format pattern minLength maxLength minimum
  maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems minProperties maxProperties
  additionalProperties default operationId parameters requestBody responses security content schema in name style
  explode headers servers scheme schemes`.split(/\s+/)
)

/** The value of a keyword as text, without notes. */
export const meaningOf = (value: Json): string =>
  canonical(JSON.parse(JSON.stringify(value, (name, part: Json) => (notes.has(name) ? undefined : part))))

/** The keywords of an operation or of a webhook. */
export interface Keywords {
  /** Descriptions and other text for people, by their place in the operation. */
  readonly texts: { readonly [place: string]: string }
  /** Keywords that no rule covers, by their place in the operation. */
  readonly unknown: { readonly [place: string]: string }
  /** All places that were visited. */
  readonly places: ReadonlyArray<string>
  /** Everything else as one text. It is equal in both versions if only texts or unknown keywords changed. */
  readonly structure: string
}

/** Visits every keyword, follows references, and sorts out text for people and unknown keywords. */
export const keywordsOf = (document: JsonObject, whole: JsonObject): Keywords => {
  const texts: Record<string, string> = {}
  const unknown: Record<string, string> = {}
  const places: Array<string> = []

  const keyword = (key: string, value: Json, at: string, above: ReadonlyArray<string>): Json | undefined => {
    if (isText(key)) {
      texts[at] = canonical(value)
      return undefined
    }
    if (key === "examples") {
      // In schemas, `examples` is a list of values. Elsewhere its names matter, because clients can request an example
      // by name.
      if (!isObject(value)) {
        texts[at] = canonical(value)
        return undefined
      }
      places.push(at)
      for (const [name, example] of Object.entries(value))
        texts[`${at}.${name}`] = canonical(resolve(document, example))
      return Object.keys(value).toSorted()
    }
    if (named.has(key) && isObject(value)) {
      places.push(at)
      return Object.fromEntries(Object.entries(value).map(([name, _]) => [name, visit(_, `${at}.${name}`, above)]))
    }
    if (key === "security" || key === "servers" || key === "enum" || key === "required" || key === "default")
      return value
    if (!known.has(key)) {
      unknown[at] = meaningOf(value)
      return undefined
    }
    return visit(value, at, above)
  }

  const visit = (value: Json, at: string, above: ReadonlyArray<string>): Json => {
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${at}.${index}`, above))
    if (!isObject(value)) return value
    const reference = value["$ref"]
    if (typeof reference === "string") {
      return above.includes(reference) ? reference : visit(resolve(document, value), at, [...above, reference])
    }
    places.push(at)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) => {
        const kept = keyword(key, part, at === "" ? key : `${at}.${key}`, above)
        return kept === undefined ? [] : [[key, kept]]
      })
    )
  }

  const structure = canonical(visit(whole, "", []))
  return { texts, unknown, places, structure }
}
