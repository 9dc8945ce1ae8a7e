/**
 * Describes an operation of a specification as plain JSON: everything that those who develop against its mock notice.
 */
import { canonical, isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { parameterKey, parameters, resolve } from "@salesbridge/openapi/Document"
import type { OpenApi, SpecOperation } from "@salesbridge/openapi/Specification"
import type { Field, Shape } from "../shape/SchemaShape.ts"
import { documentShape } from "../shape/OpenApiSchemaShape.ts"

/** A parameter. */
export interface ParameterDescription extends Field {
  /** The style of lists and objects. */
  readonly style: string
}

/** A request body. */
export interface BodyDescription {
  readonly required: boolean
  /** By media type. */
  readonly content: { readonly [type: string]: Shape }
}

/** A response. */
export interface ResponseDescription {
  readonly content: { readonly [type: string]: Shape }
  readonly headers: { readonly [name: string]: Field }
  /** The names of its examples, which a `Prefer: example=` header can request. */
  readonly examples: ReadonlyArray<string>
}

/** An operation of a specification as plain JSON. */
export interface SpecOperationDescription {
  readonly id: string
  readonly method: string
  readonly path: string
  /** By place and name, such as `query page`. */
  readonly parameters: { readonly [name: string]: ParameterDescription }
  readonly body: BodyDescription | undefined
  /** By status, including `default`. */
  readonly responses: { readonly [status: string]: ResponseDescription }
  /** Alternative sets of credentials. If there are none, the operation is public. */
  readonly security: ReadonlyArray<string>
  /** The operation's own servers, if they differ from those of the whole specification. */
  readonly servers: ReadonlyArray<string>
  /** Descriptions and other text for people, by their place in the operation. */
  readonly texts: { readonly [place: string]: string }
  /** Keywords that no rule covers, by their place in the operation. */
  readonly unknown: { readonly [place: string]: string }
  /** All places that were visited. */
  readonly places: ReadonlyArray<string>
  /** Everything else as one text. It is equal in both versions if only texts or unknown keywords changed. */
  readonly structure: string
}

/** A specification as plain JSON. */
export interface SpecDescription {
  readonly servers: ReadonlyArray<string>
  readonly texts: { readonly [place: string]: string }
  readonly operations: ReadonlyArray<SpecOperationDescription>
}

/** Describes a specification. */
export const describe = (spec: OpenApi): SpecDescription => {
  const { document } = spec
  const { components: _, paths: __, security: ___, servers, ...head } = document
  return {
    servers: serversOf(servers),
    texts: Object.fromEntries(Object.entries(head).map(([name, value]) => [name, canonical(value)])),
    operations: spec.operations.map((operation) => describeOperation(document, operation))
  }
}

const describeOperation = (document: JsonObject, operation: SpecOperation): SpecOperationDescription => {
  const item = resolve(document, objectOr(document["paths"])[operation.path])
  const given = objectOr(item[operation.method.toLowerCase()])
  const byName = new Map(parameters(document, { item, operation: given }).map((_) => [parameterKey(_), _]))
  const body = given["requestBody"] === undefined ? undefined : resolve(document, given["requestBody"])
  const whole = { ...given, parameters: Object.fromEntries(byName) }
  const walked = walk(document, whole)
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    parameters: Object.fromEntries([...byName].map(([name, _]) => [name, parameterOf(document, _)])),
    body: body === undefined ? undefined : { required: body["required"] === true, content: contentOf(document, body) },
    responses: Object.fromEntries(
      Object.entries(objectOr(given["responses"])).map(([status, response]) => {
        const resolved = resolve(document, response)
        return [status, responseOf(document, resolved)]
      })
    ),
    security: operation.security.map(
      (schemes) =>
        schemes
          .map((_) => `${_.in} ${_.parameter}${_.scheme === undefined ? "" : ` after ${_.scheme}`}`)
          .toSorted()
          .join(" and ") || "nothing"
    ),
    servers: serversOf(given["servers"] ?? item["servers"]),
    ...walked
  }
}

const parameterOf = (document: JsonObject, given: JsonObject): ParameterDescription => {
  const content = Object.values(objectOr(given["content"]))[0]
  const style = given["style"] ?? (given["in"] === "query" || given["in"] === "cookie" ? "form" : "simple")
  const explode = given["explode"] ?? style === "form"
  return {
    required: given["required"] === true,
    shape: documentShape(document, given["schema"] ?? objectOr(content)["schema"]),
    style: `${String(style)}${explode === true ? ", exploded" : ""}`
  }
}

const contentOf = (document: JsonObject, holder: JsonObject): BodyDescription["content"] =>
  Object.fromEntries(
    Object.entries(objectOr(holder["content"])).map(([type, media]) => [
      type,
      documentShape(document, objectOr(media)["schema"])
    ])
  )

const responseOf = (document: JsonObject, response: JsonObject): ResponseDescription => ({
  content: contentOf(document, response),
  headers: Object.fromEntries(
    Object.entries(objectOr(response["headers"])).map(([name, header]) => {
      const resolved = resolve(document, header)
      const required = resolved["required"] === true
      return [name.toLowerCase(), { required, shape: documentShape(document, resolved["schema"]) }]
    })
  ),
  examples: [
    ...new Set(
      Object.values(objectOr(response["content"])).flatMap((_) => Object.keys(objectOr(objectOr(_)["examples"])))
    )
  ]
})

const serversOf = (given: Json | undefined): ReadonlyArray<string> =>
  listOr(given).map((_) => String(objectOr(_)["url"]))

/** Keywords whose values are maps with names, not keywords, as keys. */
const named = new Set(["properties", "responses", "content", "headers", "parameters"])
const words = new Set(["description", "summary", "title", "deprecated", "tags", "externalDocs", "example"])
const known = new Set(
  `$ref type nullable properties required items enum const allOf oneOf anyOf format pattern minLength maxLength minimum
  maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems minProperties maxProperties
  additionalProperties default operationId parameters requestBody responses security content schema in name style
  explode headers servers`.split(/\s+/)
)

/** Visits every keyword of an operation, follows references, and sorts out text for people and unknown keywords. */
const walk = (document: JsonObject, whole: JsonObject) => {
  const texts: Record<string, string> = {}
  const unknown: Record<string, string> = {}
  const places: Array<string> = []

  const keyword = (key: string, value: Json, at: string, above: ReadonlyArray<string>): Json | undefined => {
    if (words.has(key) || key.startsWith("x-")) {
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
      unknown[at] = canonical(value)
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
