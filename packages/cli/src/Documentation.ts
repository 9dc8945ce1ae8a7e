/** The descriptions in a vendor's specification, with the URLs of its API reference. */
import { flat, jsonMedia, parameters, resolve, type Route, routes } from "@salesbridge/openapi/Document"
import { type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"

/** The documentation of one operation. */
export interface OperationText {
  /** One or more paragraphs; empty if there is only a title. */
  readonly description: string
  /** The description of a part of its input, by path; empty if there is none. */
  readonly field: (path: ReadonlyArray<string>) => string
}

export interface Documentation {
  /** The URL of the vendor's API reference. */
  readonly link: string | undefined
  readonly operation: (id: string) => OperationText
}

/** No documentation other than what the operations have themselves. */
export const none: Documentation = { link: undefined, operation: () => ({ description: "", field: () => "" }) }

/** The documentation in an OpenAPI document. */
export const of = (document: JsonObject): Documentation => {
  const all = new Map<string, Route>()
  for (const route of routes(document)) {
    const { operation } = route
    if (operation["x-alternative-of"] !== undefined) continue
    for (const id of [operation["operationId"], ...listOr(operation["x-operations"])]) all.set(String(id), route)
  }
  const link = objectOr(document["externalDocs"])["url"] ?? objectOr(objectOr(document["info"])["contact"])["url"]
  return {
    link: typeof link === "string" ? link : undefined,
    operation: (id) => {
      const route = all.get(id)
      return route === undefined ? none.operation(id) : textOf(document, route)
    }
  }
}

const textOf = (document: JsonObject, route: Route): OperationText => {
  const body = jsonMedia(resolve(document, route.operation["requestBody"]))?.["schema"]
  const described = parameters(document, route)
  return {
    description: inOneLine(route.operation["description"]),
    field: ([name, ...inner]) => {
      const parameter = described.find((_) => _["name"] === name)
      const schema = parameter?.["schema"] ?? propertyOf(document, body, name)
      const own = inner.length === 0 ? inOneLine(parameter?.["description"]) : ""
      return own === "" ? schemaText(document, schema, inner) : own
    }
  }
}

const propertyOf = (document: JsonObject, schema: Json | undefined, name: string | undefined): Json | undefined =>
  name === undefined ? undefined : objectOr(flat(document, schema)["properties"])[name]

const schemaText = (document: JsonObject, schema: Json | undefined, path: ReadonlyArray<string>): string => {
  if (schema === undefined) return ""
  const [name, ...inner] = path
  return name === undefined
    ? inOneLine(flat(document, schema)["description"])
    : schemaText(document, propertyOf(document, schema, name), inner)
}

const inOneLine = (text: Json | undefined): string =>
  typeof text === "string" ? text.trim().replaceAll(/\s*\n\s*/g, " ") : ""
